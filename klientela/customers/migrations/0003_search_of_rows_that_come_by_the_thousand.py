"""Rows that come in by the thousand are noted for the search as ranges, not one by one."""

from importlib import import_module
from typing import Any

from django.db import migrations

from klientela.core import search_index

COLUMNS = import_module("klientela.customers.migrations.0002_search_by_part").COLUMNS


def note_ranges(_apps: Any, schema_editor: Any) -> None:
    """Renew the triggers."""
    for table, column in COLUMNS:
        search_index.note_ranges(table, column, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_search_by_part")]
    operations = [migrations.RunPython(note_ranges, elidable=False)]
