"""Addresses: one of each use per holder; the main one also tells the customer's country and locality."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.actions import holders, writing
from klientela.customers.actions.writing import announce, cleaned
from klientela.customers.models import Address, Customer

COLUMNS = frozenset({"country", "region", "district", "locality", "street", "postcode"})
MAIN = Address.Use.MAIN


@transaction.atomic
def put(
    values: Mapping[str, Any],
    *,
    actor: Actor,
    use: str = MAIN,
    customer_id: int | None = None,
    contact_id: int | None = None,
    version: int | None = None,
) -> Address:
    """Write the address of that use: made when there is none, else edited (then `version` is needed).

    `values` holds columns of `COLUMNS`; the customer's country and locality follow its main address.
    """
    holder = holders.allowed(customer_id, contact_id, actor)
    clean = cleaned(Address, values, COLUMNS)
    clean["country"] = country_code(clean["country"]) if "country" in clean else ""
    rows = Address.objects.visible_to(actor)
    standing = rows.filter(use=use, **holder.keys).first()
    if standing is None:
        address = Address(use=use, **holder.keys, **clean)
        address.save(force_insert=True)
        change: ChangeSet | None = history.open_change("address.added", actor=actor)
        history.created(change, address)  # type: ignore[arg-type]
    else:
        if "country" not in values:
            del clean["country"]
        address, change = writing.edit(
            rows, standing.pk, clean, version=version or standing.version, code="address.edited", actor=actor
        )
    if change:
        follow(change, address, actor)
        announce(change, holder.customer_ids)
    return address


def follow(change: ChangeSet, address: Address, actor: Actor) -> None:
    """Bring country and locality of the customer in step with its main address, within the same change set."""
    if address.use != MAIN or address.customer_id is None:
        return
    customer = edits.locked(Customer.objects.visible_to(actor), address.customer_id)
    before = {
        column: getattr(customer, column)
        for column in ("country", "locality")
        if getattr(customer, column) != getattr(address, column)
    }
    if before:
        for column in before:
            setattr(customer, column, getattr(address, column))
        customer.version += 1
        customer.save(update_fields=[*before, "version", "updated_at"])
        history.updated(change, customer, before)


def country_code(text: str) -> str:
    """Return a country as its ISO 3166 code in capitals; refuses what is not two letters."""
    code = text.strip().upper()
    if code and not (len(code) == 2 and code.isalpha()):
        raise Refused("address.country", "Write the country as two letters, such as PL or DE.")
    return code
