"""Django's name card of this floor."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work floor."""

    name = "klientela.work"
    label = "work"
