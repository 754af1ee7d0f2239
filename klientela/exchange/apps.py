"""Django's name card of this floor."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange floor."""

    name = "klientela.exchange"
    label = "exchange"
