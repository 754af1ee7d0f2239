"""An undo deletes by the thousand: the database must not look through a whole table for each row that goes."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from klientela.accounts.restorable import restorables


def pointing_at_what_an_undo_deletes() -> list["models.Field[Any, Any]"]:
    going = {table.model for table in restorables().tables}
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    return [field for field in fields if field.is_relation and field.related_model in going and field.db_constraint]


def is_indexed(table: str, column: str) -> bool:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table).values()
    leading = [each["columns"][:1] for each in found if each["index"] or each["unique"] or each["primary_key"]]
    return [column] in leading


@pytest.mark.django_db
def test_every_key_to_a_row_that_an_undo_may_delete_has_an_index() -> None:
    fields = pointing_at_what_an_undo_deletes()
    assert {"creditnote.line", "creditnote.product", "orderline.product"} <= {
        f"{field.model._meta.model_name}.{field.name}" for field in fields
    }
    assert [str(field) for field in fields if not is_indexed(field.model._meta.db_table, field.column)] == []
