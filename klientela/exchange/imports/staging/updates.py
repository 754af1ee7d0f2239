"""What changes in records that are in the base already: filled cells win, empty cells leave alone.

The same comparison decides at the preview which rows are updates and at writing what is written, each time against the
base as it stands then.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from klientela.core.models import Record
from klientela.customers.models import Address, Contact, Customer
from klientela.exchange.imports.staging.keys import WITHOUT_FORM
from klientela.exchange.imports.staging.opening import Stage, count, put

AT_ONCE = 2_000
IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class Update:
    """Records of one model that may change: `query` gives key, the wanted value of each column, and the touched entity.

    A wanted value of None leaves the column alone.
    """

    name: str
    model: type[Record]
    columns: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs: its key, its version now, and the differing columns before and after."""

    key: int
    version: int
    before: dict[str, Any]
    after: dict[str, Any]


CUSTOMER = ("name", "name_key", "legal_name", "country", "locality", "industry", "employees", "annual_revenue")
CUSTOMER_MORE = ("revenue_currency", "founded_year", "language", "owner_id", "note")
CONTACT = ("name", "name_key", "first_name", "patronymic", "last_name", "language", "birth_on")
ADDRESS = ("country", "region", "district", "locality", "street", "postcode")
# A name that is the base's but for its legal form renames nobody.
SPELT_OTHERWISE = f"coalesce(key, '') IN {WITHOUT_FORM}"

UPDATES: tuple[Update, ...] = (
    Update(
        "customers",
        Customer,
        (*CUSTOMER, *CUSTOMER_MORE),
        f"""SELECT ref AS id, {", ".join((*CUSTOMER, *CUSTOMER_MORE))} FROM (
            SELECT * REPLACE (CASE WHEN {SPELT_OTHERWISE} THEN NULL ELSE name END AS name,
                CASE WHEN {SPELT_OTHERWISE} THEN NULL ELSE name_key END AS name_key) FROM plan_customers)
        WHERE ref > 0 AND failure IS NULL""",
    ),
    Update(
        "addresses",
        Address,
        ADDRESS,
        f"SELECT b.address AS id, {', '.join(f'c.{column}' for column in ADDRESS)} FROM base_addresses b"
        " JOIN plan_customers c ON c.ref = b.customer AND c.failure IS NULL",
    ),
    Update(
        "contacts",
        Contact,
        CONTACT,
        f"SELECT ref AS id, {', '.join(CONTACT)} FROM plan_contacts WHERE ref > 0 AND failure IS NULL"
        " UNION ALL BY NAME SELECT contact AS id, name, name_key FROM plan_renamed_persons",
    ),
)
BY_NAME = {update.name: update for update in UPDATES}


def find(stage: Stage) -> None:
    """Make `changed_<name>(id)` for each kind of update: the records that would differ."""
    for update in UPDATES:
        changed: list[int] = []
        for rows in chunks(stage, update, only_changed=False):
            changed += [difference.key for difference in differences(update, rows)]
        put(stage, f"changed_{update.name}", {"id": (changed, "int64")}, kept=True)


def size(stage: Stage, update: Update) -> int:
    """Return how many records of this kind would differ."""
    return count(stage, f"SELECT count(*) FROM changed_{update.name}")


def chunks(
    stage: Stage, update: Update, *, only_changed: bool = True, start: int = 0, size: int = AT_ONCE
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the wanted values in chunks of `size`, by key; `start` leaves out so many of the first ones."""
    told = " OR ".join(f"{column} IS NOT NULL" for column in update.columns)
    keep = f"WHERE id IN (SELECT id FROM changed_{update.name})" if only_changed else f"WHERE {told}"
    wanted = stage.execute(f"SELECT * FROM ({update.query}) {keep} ORDER BY id OFFSET {start}")
    while rows := wanted.fetchmany(size):
        yield rows


def differences(update: Update, rows: Iterable[Sequence[Any]], *, lock: bool = False) -> Iterator[Difference]:
    """Compare wanted values with the base as it stands; `lock` holds the rows until the transaction ends."""
    wanted = {row[0]: row[1:] for row in rows}
    for key, version, *present in _present(update, list(wanted), lock=lock):
        pairs = zip(update.columns, present, wanted[key], strict=True)
        found = [(column, old, new) for column, old, new in pairs if new is not None and old != new]
        if found:
            before = {column: old for column, old, _ in found}
            yield Difference(key, version, before, {column: new for column, _, new in found})


def _present(update: Update, keys: list[int], *, lock: bool) -> Iterator[tuple[Any, ...]]:
    records: QuerySet[Any] = update.model._default_manager.all()
    records = records.unscoped("an import changes what it matched; whose it is was checked")  # type: ignore[attr-defined]
    if lock:
        records = records.select_for_update(of=("self",))
    for start in range(0, len(keys), IN_ONE_QUERY):
        chosen = records.filter(pk__in=keys[start : start + IN_ONE_QUERY])
        yield from chosen.values_list("pk", "version", *update.columns)
