"""Django's name card of this floor."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """The sales floor."""

    name = "klientela.sales"
    label = "sales"
