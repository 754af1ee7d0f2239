"""Looks at a file: from its rows to a plan of everything that bringing it in would write, and writes nothing.

The order of the steps is the order in which each needs the tables of those before it.
"""

from collections.abc import Mapping
from pathlib import Path

from klientela.exchange.imports.staging import (
    base,
    base_children,
    base_sales,
    cancellations,
    cells,
    children,
    contacts,
    currencies,
    customers,
    entities,
    failures,
    keys,
    matching,
    outcomes,
    parties,
    reach,
    sales,
    updates,
)
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.terms import Terms


def read_rows(stage: Stage, parquet: Path, terms: Terms) -> None:
    """Turn the cells of the file into values, and each different description of a customer into a party."""
    cells.gather(stage, parquet, terms)
    cells.read(stage, terms, failures.fault(terms))
    currencies.find(stage, terms)
    failures.set_aside(stage, terms)
    parties.describe(stage, terms, failures.told_columns(terms), failures.nothing_told(terms))
    reach.split(stage, terms)
    keys.find(stage, terms)


def plan(stage: Stage, terms: Terms, owners: Mapping[str, int]) -> None:
    """Match with the base as it stands now, and plan what to write; may be repeated when the base has moved on."""
    entities.join_within_file(stage)
    base.read(stage, terms)
    matching.match_with_base(stage)
    base_children.read(stage, terms)
    customers.plan(stage, terms, owners)
    customers.plan_parents(stage, terms)
    customers.plan_balances(stage, terms)
    contacts.plan(stage, terms)
    children.plan(stage, terms)
    sales.read(stage, terms)
    base_sales.read(stage)
    sales.plan(stage)
    base_sales.read_creditable(stage)
    cancellations.match(stage)
    updates.find(stage)
    outcomes.judge(stage, terms)
