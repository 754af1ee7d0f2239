"""Writes one chunk of one step, inside the transaction that its caller opened."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core import bulk
from klientela.core.bulk import tables
from klientela.core.bulk.tables import Batch
from klientela.core.clock import now
from klientela.customers.actions import stale
from klientela.customers.models import Customer
from klientela.exchange.imports.staging import opening, updates
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.writing.phases import Phase
from klientela.sales.models import Order


@dataclass(frozen=True, slots=True)
class Course:
    """What all chunks of one import share: its change set, its file, its reserved ids, where it is staged."""

    change: ChangeSet
    file_id: int
    firsts: Mapping[str, int]
    home_currency: str
    directory: Path


def ready(stage: Stage, phase: Phase, course: Course, start: int, end: int) -> Batch:
    """Read the rows numbered from `start` up to `end`, outside any transaction."""
    rows = opening.columns(stage, phase.query(course.firsts, start, end, course.home_currency))
    constants = _constants(phase.model, set(phase.columns), course.file_id, now())
    return tables.ready(phase.model, rows, constants=constants, directory=course.directory)


def insert(batch: Batch, phase: Phase, course: Course, start: int, end: int) -> None:
    """Insert these rows, with their history and marks."""
    tables.insert(batch)
    first = course.firsts[phase.name]
    history.created_range(course.change, phase.model, first + start, first + end - 1)
    if phase.about:
        stale.mark(batch.table[phase.about].drop_null().unique().to_pylist())


def _constants(model: type[models.Model], given: set[str], file_id: int, moment: datetime) -> dict[str, Any]:
    """Return the columns that are the same in every row; what may be null and has no default is left out."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname in given:
            continue
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            values[field.attname] = moment
        elif field.attname == "origin_id":
            values[field.attname] = file_id
        elif not field.null:
            values[field.attname] = field.get_default()
    return values


def update(kind: updates.Update, course: Course, rows: Iterable[Sequence[Any]]) -> None:
    """Write what differs from the base as it stands now, and record before and after."""
    found = list(updates.differences(kind, rows, lock=True))
    write(kind.model, course, found)
    if kind.model is Customer:
        stale.mark(difference.key for difference in found)


def write(model: type[models.Model], course: Course, found: Sequence[updates.Difference]) -> None:
    """Write differences of one model set-based, one statement per set of columns."""
    moment = now()
    alike: dict[tuple[str, ...], list[updates.Difference]] = {}
    for difference in found:
        alike.setdefault(tuple(sorted(difference.after)), []).append(difference)
    for columns, group in alike.items():
        values = [(*(each.after[column] for column in columns), each.version + 1, moment, each.key) for each in group]
        bulk.update_rows(model, (*columns, "version", "updated_at"), values)
    edits = [history.BulkEdit(each.key, each.version + 1, each.before, each.after) for each in found]
    history.updated_many(course.change, model, edits)


def credit_orders(stage: Stage, course: Course, start: int, size: int) -> None:
    """Take credit notes off orders that were in the base before this import."""
    sums = stage.execute(
        f"""SELECT "order", sum(amount)::BIGINT FROM credited WHERE is_of_sale AND "order" > 0
        GROUP BY "order" ORDER BY "order" LIMIT {size} OFFSET {start}"""
    ).fetchall()
    orders = Order.objects.unscoped("credit notes of an import change the orders they take back").select_for_update()
    found = []
    taken = dict(sums)
    columns = ("pk", "version", "status", "amount", "credited", "home_net", "is_purchase")
    for key, version, status, amount, credited, home_net, is_purchase in orders.filter(pk__in=list(taken)).values_list(
        *columns
    ):
        after = {
            "credited": credited + taken[key],
            "home_net": None if home_net is None else home_net - taken[key],
            "is_purchase": status != Order.Status.CANCELLED and amount > credited + taken[key],
        }
        before = {"credited": credited, "home_net": home_net, "is_purchase": is_purchase}
        found.append(updates.Difference(key, version, before, after))
    write(Order, course, found)
    customers = orders.filter(pk__in=list(taken), customer__isnull=False).values_list("customer_id", flat=True)
    stale.mark(customers)


def set_parents(stage: Stage, course: Course, start: int, size: int) -> None:
    """Set the parents of customers: of new ones silently, they are their own picture; of others as an edit."""
    first = course.firsts["customers"]
    pairs = stage.execute(
        f"SELECT customer, parent FROM plan_parents ORDER BY number LIMIT {size} OFFSET {start}"
    ).fetchall()
    ids = [tuple(first - ref - 1 if ref < 0 else ref for ref in pair) for pair in pairs]
    new = [(parent, customer) for (customer, parent), (ref, _) in zip(ids, pairs, strict=True) if ref < 0]
    bulk.update_rows(Customer, ("parent_id",), new)
    old = [pair for pair, (ref, _) in zip(ids, pairs, strict=True) if ref > 0]
    update(PARENT, course, old)


PARENT = updates.Update("parents", Customer, ("parent_id",), "")
