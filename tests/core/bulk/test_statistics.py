"""After many rows PostgreSQL knows at once how many, and SQLite is left alone."""

import pytest
from django.db import connection

from klientela.core.bulk.statistics import renew
from klientela.core.models import StoredFile

ROWS = 300


def files(rows):
    return [StoredFile(name=f"{place}", sha256="0", size=1, path=f"{place}") for place in range(rows)]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_planner_knows_the_rows_that_just_came():
    StoredFile.objects.bulk_create(files(ROWS))
    renew()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [StoredFile._meta.db_table])
        assert cursor.fetchone() == (ROWS,)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_asked_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        renew()
