"""Django's name card of this floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts floor."""

    name = "klientela.accounts"
    label = "accounts"
