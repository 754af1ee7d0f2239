"""Names, numbers and addresses are found by any part of them, and sort alike on both databases."""

from typing import Any

from django.db import migrations

from klientela.core import search_index

COLUMNS = (
    ("customers_customer", "name_key"),
    ("customers_contact", "name_key"),
    ("customers_contactpoint", "normalised"),
    ("customers_identifier", "normalised"),
)


def install(_apps: Any, schema_editor: Any) -> None:
    """Make the indexes."""
    search_index.compare_by_bytes("customers_customer", "name_key", 512, schema_editor)
    for table, column in COLUMNS:
        search_index.install(table, column, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(install, elidable=False)]
