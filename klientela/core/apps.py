"""Django's name card of this floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core floor."""

    name = "klientela.core"
    label = "core"
