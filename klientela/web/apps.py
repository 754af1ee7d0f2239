"""Django's name card of this floor."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web floor."""

    name = "klientela.web"
    label = "web"
