"""Django's name card of this floor."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The insight floor."""

    name = "klientela.insight"
    label = "insight"
