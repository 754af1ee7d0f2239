"""Keeps `CustomerNames` true by triggers, so that imports, undo and whatever comes next need not know of it.

Each text is put together anew, its contacts in the order of their ids, so that it depends on nothing that was before.
SQLite does it row by row, and once for rows that come by the thousand (`search_index.inserting`). PostgreSQL does it
once a statement, and locks the texts before it reads the names: of two who add contacts to one customer at once, the
later sees what the earlier wrote.

SQLite renames no table that a trigger of another one names: a migration that changes one of the three tables calls
`remove` before and `install` after.
"""

from collections.abc import Iterator
from typing import Any

from klientela.core.search_index import IS_QUIET, QUIET, range_noted

TABLE = "customers_customernames"
CUSTOMERS = "customers_customer"
CONTACTS = "customers_contact"
AFFILIATIONS = "customers_affiliation"

# What of a customer's own row is told in its text, or beside it.
TOLD = ("name_key", "person_id", "owner_id")

# The customer's own name first; where a person is called as his contact is, once.
TEXT = """c.name_key
        || coalesce((SELECT {line} || p.name_key FROM customers_contact p
            WHERE p.id = c.person_id AND p.name_key <> c.name_key), '')
        || coalesce((SELECT {line} || {join} FROM {people}), '')"""
PEOPLE = """customers_affiliation a JOIN customers_contact x ON x.id = a.contact_id
    WHERE a.customer_id = c.id"""
OF_SQLITE = TEXT.format(
    line="char(10)",
    join="group_concat(name_key, char(10))",
    people=f"(SELECT x.name_key FROM {PEOPLE} ORDER BY a.contact_id)",  # noqa: S608
)
OF_POSTGRESQL = TEXT.format(line="chr(10)", join="string_agg(x.name_key, chr(10) ORDER BY a.contact_id)", people=PEOPLE)

# The customers of some contacts.
BEHIND = """
    SELECT a.customer_id FROM customers_affiliation a WHERE a.contact_id IN ({contacts})
    UNION SELECT c.id FROM customers_customer c WHERE c.person_id IN ({contacts})"""

# What is done on which table, by the name of its trigger.
EVENTS = {
    "customer_made": ("INSERT", CUSTOMERS),
    "customer_changed": ("UPDATE", CUSTOMERS),
    "customer_gone": ("DELETE", CUSTOMERS),
    "contact_added": ("INSERT", AFFILIATIONS),
    "contact_moved": ("UPDATE", AFFILIATIONS),
    "contact_left": ("DELETE", AFFILIATIONS),
    # A contact may be written after what points at it.
    "contact_made": ("INSERT", CONTACTS),
    "contact_renamed": ("UPDATE", CONTACTS),
}


def install(schema_editor: Any) -> None:
    """Write all texts and make the triggers, as a migration does."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
    schema_editor.execute(_insert(OF_SQLITE if is_sqlite else OF_POSTGRESQL))
    for statement in [*_row_by_row(), *_by_the_thousand()] if is_sqlite else _by_statement():
        schema_editor.execute(statement)


def remove(schema_editor: Any) -> None:
    """Drop the triggers, as a migration does before it changes a table."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, (event, table) in EVENTS.items():
        schema_editor.execute(f"DROP TRIGGER names_{name}" if is_sqlite else f"DROP TRIGGER names_{name} ON {table}")
        if is_sqlite and event == "INSERT":
            schema_editor.execute(f"DROP TRIGGER names_many_{name}")


def _insert(text: str) -> str:
    return f"INSERT INTO {TABLE} (id, owner_id, text) SELECT c.id, c.owner_id, {text} FROM {CUSTOMERS} c"  # noqa: S608


def _again() -> str:
    told = f"SELECT c.owner_id, {OF_SQLITE} FROM {CUSTOMERS} c WHERE c.id = {TABLE}.id"  # noqa: S608
    return f"UPDATE {TABLE} SET (owner_id, text) = ({told})"  # noqa: S608


def _row_by_row() -> Iterator[str]:
    """Yield the triggers of SQLite for single rows."""
    again = _again()
    of_contact = f"{again} WHERE id IN ({BEHIND.format(contacts='new.id')})"
    actions = {
        "customer_made": f"{_insert(OF_SQLITE)} WHERE c.id = new.id",
        "customer_changed": f"{again} WHERE id = new.id",
        "customer_gone": f"DELETE FROM {TABLE} WHERE id = old.id",  # noqa: S608
        "contact_added": f"{again} WHERE id = new.customer_id",
        "contact_moved": f"{again} WHERE id IN (old.customer_id, new.customer_id)",
        "contact_left": f"{again} WHERE id = old.customer_id",
        "contact_made": of_contact,
        "contact_renamed": of_contact,
    }
    columns = {
        "customer_changed": TOLD, "contact_moved": ("customer_id", "contact_id"), "contact_renamed": ("name_key",),
    }  # fmt: skip
    for name, (event, table) in EVENTS.items():
        changed = columns.get(name, ())
        of = f" OF {', '.join(changed)}" if changed else ""
        some = [f"new.{column} IS NOT old.{column}" for column in changed]
        when = f"WHEN NOT {IS_QUIET}" if event == "INSERT" else f"WHEN {' OR '.join(some)}" if some else ""
        yield f"CREATE TRIGGER names_{name} AFTER {event}{of} ON {table} {when} BEGIN {actions[name]}; END"


def _by_the_thousand() -> Iterator[str]:
    """Yield the triggers of SQLite that do the same for a range of new rows, before the word for it is deleted."""
    again, those = _again(), "BETWEEN old.first_key AND old.last_key"
    come = {
        "customer_made": f"""{_insert(OF_SQLITE)} WHERE c.id {those};
            {range_noted(TABLE, "text", "old.first_key", "old.last_key")}""",
        "contact_added": f"{again} WHERE id IN (SELECT customer_id FROM {AFFILIATIONS} WHERE id {those})",  # noqa: S608
        "contact_made": f"{again} WHERE id IN ({BEHIND.format(contacts=f'SELECT id FROM {CONTACTS} WHERE id {those}')})",  # noqa: S608, E501
    }
    for name, action in come.items():
        when = f"WHEN old.table_name = '{EVENTS[name][1]}'"
        yield f"CREATE TRIGGER names_many_{name} BEFORE DELETE ON {QUIET} {when} BEGIN {action}; END"


def _by_statement() -> Iterator[str]:
    """Yield the functions and triggers of PostgreSQL; `made` are the rows as they are now, `gone` as they were."""
    told = " OR ".join(f"gone.{column} IS DISTINCT FROM made.{column}" for column in TOLD)
    whose = {
        "customer_made": "SELECT id FROM made",
        "customer_changed": f"SELECT made.id FROM made JOIN gone USING (id) WHERE {told}",  # noqa: S608
        "contact_added": "SELECT customer_id FROM made",
        "contact_moved": """
            SELECT unnest(ARRAY[gone.customer_id, made.customer_id]) FROM made JOIN gone USING (id)
            WHERE (gone.customer_id, gone.contact_id) <> (made.customer_id, made.contact_id)""",
        "contact_left": "SELECT customer_id FROM gone",
        "contact_made": BEHIND.format(contacts="SELECT id FROM made"),
        "contact_renamed": BEHIND.format(
            contacts="SELECT made.id FROM made JOIN gone USING (id) WHERE gone.name_key <> made.name_key"
        ),
    }
    yield f"""
        CREATE OR REPLACE FUNCTION names_write(those bigint[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            PERFORM 1 FROM {TABLE} WHERE id = ANY(those) ORDER BY id FOR UPDATE;
            {_insert(OF_POSTGRESQL)} WHERE c.id = ANY(those) ORDER BY c.id
                ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, text = excluded.text
                WHERE ({TABLE}.owner_id, {TABLE}.text) IS DISTINCT FROM (excluded.owner_id, excluded.text);
        END $$"""
    for name, (event, table) in EVENTS.items():
        action = (
            f"PERFORM names_write(array_agg(DISTINCT id)) FROM ({whose[name]}) AS touched (id) HAVING count(*) > 0"
            if name in whose
            else f"DELETE FROM {TABLE} WHERE id IN (SELECT id FROM gone)"  # noqa: S608
        )
        rows = {"INSERT": "NEW TABLE AS made", "DELETE": "OLD TABLE AS gone"}.get(
            event, "OLD TABLE AS gone NEW TABLE AS made"
        )
        yield f"""
            CREATE OR REPLACE FUNCTION names_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                {action};
                RETURN NULL;
            END $$"""
        yield f"""
            CREATE TRIGGER names_{name} AFTER {event} ON {table} REFERENCING {rows}
            FOR EACH STATEMENT EXECUTE FUNCTION names_{name}()"""
