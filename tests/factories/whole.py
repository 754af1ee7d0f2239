"""A customer with something in every panel of his page, and with long words."""

from typing import Any

from klientela.customers.actions import customers, interactions
from klientela.customers.models import Customer
from klientela.insight.models import Conclusion
from tests.factories.customers import make_contact, make_point


def make_whole_customer(actor: Any) -> Customer:
    """Return a Russian company with reach, place, industry, a contact, a call and conclusions."""
    made = customers.add(
        "ООО «Северный ветер и сыновья»",
        actor=actor,
        reach={"phone": "+7 843 555 01 01", "email": "a@wind.example"},
        address={"country": "RU", "locality": "Казань"},
        industry="Оптовая торговля",
    )
    make_point("+48601234568", contact=make_contact("Ольга Смирнова", at=[made]))
    interactions.log(made.pk, kind="call", summary="Просили новый прайс-лист", actor=actor)
    Conclusion(
        customer=made,
        marker="gold",
        purchases=2,
        total=123456,
        rfm=9,
        rfm_group="need_attention",
        recency=3,
        frequency=3,
        monetary=3,
    ).save()
    return made
