"""Records for tests of the history, made without the actions of higher floors."""

from typing import Any

from klientela.core.search_key import search_key
from klientela.customers.models import Customer


def make_customer(name: str, **fields: Any) -> Customer:
    """Return a company of that name."""
    return Customer.objects.create(name=name, name_key=search_key(name), **fields)
