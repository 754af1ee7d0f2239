"""Django's name card of this floor."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """The customers floor."""

    name = "klientela.customers"
    label = "customers"
