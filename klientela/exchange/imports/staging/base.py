"""What the base already knows of the customers a file speaks of, read in bulk into the staging.

Everything is read, not only what the actor may see: a customer of somebody else must not come in a second time. What
is not the actor's to see is marked, and rows about it are refused without telling whose it is.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db.models import Q, QuerySet

from klientela.customers.models import ContactPoint, Customer, Identifier
from klientela.exchange.hygiene.normalise import bare_name
from klientela.exchange.hygiene.normalise.legal_forms import FORMS_BEFORE
from klientela.exchange.imports.staging import keys, readings
from klientela.exchange.imports.staging.opening import Stage, count, dictionary
from klientela.exchange.imports.terms import Terms

BATCH = 20_000
# Up to so many values are asked for by name; for more it is quicker to read the whole table once.
FEW = 4_000
IN_ONE_QUERY = 500
# Up to so many names are looked for with each legal form; for more it is quicker to read all names of the base.
FEW_BARE = 300
# What the base gives is not always of the first row's type: a column may begin with a thousand nulls.
ARROW = {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "DATE": pa.date32()}

TAXES = ("tax", "vat", "inn", "nip", "ogrn", "regon", "krs", "lei")


def read(stage: Stage, terms: Terms) -> None:
    """Make `base_keys(customer, kind, value)`, `base_customers(customer, …, is_seen)` and `base_words`."""
    stage.execute("CREATE OR REPLACE TEMP TABLE base_keys (customer BIGINT, kind VARCHAR, value VARCHAR)")
    stage.execute(
        "CREATE OR REPLACE TEMP TABLE base_customers"
        " (customer BIGINT, name_key VARCHAR, country VARCHAR, locality VARCHAR, is_seen BOOLEAN, birth_on DATE)"
    )
    if Customer.objects.unscoped("an import looks whether the base is empty").exists():
        _read_identifiers(stage)
        _read_points(stage)
        _read_customers(stage, terms)
        _read_contradictions(stage)
    stage.execute(
        "CREATE OR REPLACE TEMP TABLE base_words AS"
        " SELECT customer, string_split(name_key, ' ') AS words FROM base_customers"
    )


def _read_identifiers(stage: Stage) -> None:
    known = Identifier.objects.unscoped("an import must not double what its actor cannot see")
    held = known.filter(customer__isnull=False)
    external = wanted(stage, "SELECT DISTINCT split_part(value, chr(31), 2) FROM keys WHERE kind = 'external'")
    columns = ("customer_id", "issuer", "normalised")
    rows = chosen(held.filter(scheme="external"), "normalised", external, columns)
    pour(stage, "base_keys", ((customer, "external", f"{issuer}\x1f{value}") for customer, issuer, value in rows))
    taxes = wanted(stage, "SELECT DISTINCT value FROM keys WHERE kind = 'tax'")
    found = chosen(held.filter(scheme__in=TAXES), "normalised", taxes, ("customer_id", "normalised"))
    pour(stage, "base_keys", ((customer, "tax", value) for customer, value in found))


def _read_points(stage: Stage) -> None:
    points = ContactPoint.objects.unscoped("an import must not double what its actor cannot see")
    for kind in ("email", "phone"):
        values = wanted(stage, f"SELECT DISTINCT value FROM keys WHERE kind = '{kind}'")
        columns = ("customer_id", "contact__himself", "normalised")
        mine = points.filter(Q(customer__isnull=False) | Q(contact__himself__isnull=False), kind=kind)
        rows = chosen(mine, "normalised", values, columns)
        pour(stage, "base_keys", ((customer or himself, kind, value) for customer, himself, value in rows))


def _read_customers(stage: Stage, terms: Terms) -> None:
    everybody = Customer.objects.unscoped("an import must not double what its actor cannot see")
    columns = ("pk", "name_key", "country", "locality", "owner_id", "person__birth_on")
    names = wanted(
        stage,
        """SELECT name_key FROM parties WHERE name_key IS NOT NULL
        UNION SELECT t.value FROM parties p JOIN read_text t ON t.raw = p.customer_parent WHERE t.value IS NOT NULL""",
    )
    _pour_customers(stage, chosen(everybody, "name_key", names, columns), terms)
    _pour_customers(stage, chosen(everybody, "pk", _spelt_otherwise(stage, everybody, set(names)), columns), terms)
    keyed = wanted(
        stage, "SELECT DISTINCT customer FROM base_keys WHERE customer NOT IN (SELECT customer FROM base_customers)"
    )
    _pour_customers(stage, chosen(everybody, "pk", keyed, columns), terms)
    if count(stage, "SELECT count(*) FROM parties WHERE name_key IS NOT NULL"):
        _key_by_names(stage)


def _key_by_names(stage: Stage) -> None:
    dictionary(stage, "read_locality", "SELECT filled(locality) FROM base_customers", readings.keys)
    stage.execute(
        """INSERT INTO base_keys
        SELECT c.customer, 'name', c.name_key || chr(31) || coalesce(l.value, lower(filled(c.country)), '')
        FROM base_customers c LEFT JOIN read_locality l ON l.raw = c.locality"""
    )
    place = "coalesce(l.value, lower(filled(c.country)), '')"
    named = "base_customers c LEFT JOIN read_locality l ON l.raw = c.locality"
    stage.execute(f"INSERT INTO base_keys {keys.birth_keys('c.customer', named, place)}")
    keys.read_bare(stage, "base_bare", "SELECT DISTINCT name_key FROM base_customers")
    source = """base_customers c JOIN base_bare b ON b.raw = c.name_key
        LEFT JOIN read_locality l ON l.raw = c.locality"""
    stage.execute(f"INSERT INTO base_keys {keys.bare_keys('c.customer', source, place, 'TRUE')}")
    keys.find_bare(stage)


def _spelt_otherwise(stage: Stage, everybody: QuerySet[Customer], spelt: set[str]) -> list[int]:
    """Return the customers whose name is one of the file's but for its legal form, without those spelt the same."""
    bares = set(wanted(stage, "SELECT DISTINCT value FROM read_bare WHERE value <> ''"))
    found: list[int] = []
    for rows in _perhaps(everybody, sorted(bares)) if len(bares) <= FEW_BARE else [everybody]:
        pairs = rows.values_list("pk", "name_key").order_by().iterator(chunk_size=BATCH)
        found += [pk for pk, key in pairs if key not in spelt and bare_name(key)[0] in bares]
    return list(dict.fromkeys(found))


def _perhaps(everybody: QuerySet[Customer], bares: list[str]) -> Iterator[QuerySet[Customer]]:
    """Yield what lies along the index of names where a form may follow or precede one of these.

    A name of the base with marks within it ("Alpha-Works Ltd") lies elsewhere there: only a long file meets it.
    """
    for start in range(0, len(bares), IN_ONE_QUERY // len(FORMS_BEFORE)):
        few = bares[start : start + IN_ONE_QUERY // len(FORMS_BEFORE)]
        condition = Q(name_key__in=[*few, *(f"{' '.join(form)} {bare}" for bare in few for form in FORMS_BEFORE)])
        for bare in few:
            condition |= Q(name_key__gte=f"{bare} ", name_key__lt=f"{bare}!")
            condition |= Q(name_key__gte=f"{bare},", name_key__lt=f"{bare}-")
        yield everybody.filter(condition)


def _pour_customers(stage: Stage, rows: Iterable[tuple[Any, ...]], terms: Terms) -> None:
    poured = ((*told, terms.shows(owner), born) for *told, owner, born in rows)
    pour(stage, "base_customers", poured)


def _read_contradictions(stage: Stage) -> None:
    """Add every external and tax number of those who may be met by a weak key: they may contradict it."""
    known = Identifier.objects.unscoped("an import must not double what its actor cannot see")
    # What is met by a number is met, whatever else speaks against it.
    weak = wanted(stage, "SELECT DISTINCT customer FROM base_keys SEMI JOIN keys USING (kind, value)"
                          " WHERE kind NOT IN ('external', 'tax', 'form')")  # fmt: skip
    columns = ("customer_id", "issuer", "normalised")
    rows = chosen(known.filter(scheme="external"), "customer_id", weak, columns)
    pour(stage, "base_keys", ((customer, "external", f"{issuer}\x1f{value}") for customer, issuer, value in rows))
    found = chosen(known.filter(scheme__in=TAXES), "customer_id", weak, ("customer_id", "normalised"))
    pour(stage, "base_keys", ((customer, "tax", value) for customer, value in found))
    stage.execute(
        "CREATE OR REPLACE TEMP TABLE base_keys AS SELECT DISTINCT * FROM base_keys WHERE customer IS NOT NULL"
    )


def wanted(stage: Stage, query: str) -> list[Any]:
    """Return the values of a query of one column."""
    return [value for (value,) in stage.execute(query).fetchall()]


def chosen(rows: QuerySet[Any], column: str, values: list[Any], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of those rows whose `column` is among the values."""
    if not values:
        return
    if len(values) > FEW:
        wanted = set(values)
        place = len(columns)
        for row in rows.values_list(*columns, column).iterator(chunk_size=BATCH):
            if row[place] in wanted:
                yield row[:place]
        return
    for start in range(0, len(values), IN_ONE_QUERY):
        batch = values[start : start + IN_ONE_QUERY]
        yield from rows.filter(**{f"{column}__in": batch}).values_list(*columns).iterator(chunk_size=BATCH)


def pour(stage: Stage, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a table of the staging, a batch at a time, so that memory stays flat."""
    described = stage.execute(f"DESCRIBE {table}").fetchall()
    fields = [(name, ARROW[kind]) for name, kind, *_ in described]
    flow = iter(rows)
    while batch := list(islice(flow, BATCH)):
        columns = zip(fields, zip(*batch, strict=True), strict=True)
        arrays = {name: pa.array(values, type=kind) for (name, kind), values in columns}
        stage.register("incoming", pa.table(arrays))
        stage.execute(f"INSERT INTO {table} SELECT * FROM incoming")
        stage.unregister("incoming")
