"""Columns of Arrow come to stand in the base as they were, few or many, on both databases."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.db import IntegrityError, connection, transaction

from klientela.core.bulk import beside, reserve_ids
from klientela.core.bulk.beside import ATTACHABLE
from klientela.core.bulk.tables import MANY, copy_table
from klientela.core.models import StoredFile
from klientela.customers.models import Contact

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
ODD = ["plain", "", 'Łódź\t"quoted", 100 %\n', "\\.", "'; --"]
COUNTS = [len(ODD), MANY + len(ODD)]


def table(first, rows):
    texts = [ODD[place] if place < len(ODD) else f"row {place}" for place in range(rows)]
    sizes = [place * 10**10 for place in range(rows)]
    return pa.table({"id": pa.array(range(first, first + rows)), "name": texts, "size": sizes})


def copied(rows, directory):
    with transaction.atomic():
        first = reserve_ids(StoredFile, rows)
        copy_table(StoredFile, table(first, rows), constants=FIXED, directory=directory)
    return first


FIXED = {"sha256": "100 % 's", "path": "", "user_id": None, "created_at": MOMENT}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rows", COUNTS)
def test_they_read_back_as_they_were_given(rows, tmp_path):
    first = copied(rows, tmp_path)
    stored = StoredFile.objects.order_by("pk").values_list(
        "pk", "name", "size", "sha256", "path", "user_id", "created_at"
    )
    expected = zip(*table(first, rows).to_pydict().values(), strict=True)
    assert list(stored) == [(*each, "100 % 's", "", None, MOMENT) for each in expected]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rows", COUNTS)
def test_days_truths_and_nothing_are_written_as_such(rows, tmp_path):
    days = [date(1980, 1, 31) if place % 2 else None for place in range(rows)]
    truths = [place % 3 == 0 for place in range(rows)]
    given = pa.table({"id": range(1, 1 + rows), "birth_on": days, "do_not_contact": pa.array(truths).cast(pa.int8())})
    told = {"name": "Ewa", "created_at": MOMENT, "updated_at": MOMENT}
    fields = {field.attname: field for field in Contact._meta.concrete_fields}
    rest = {name: field.get_default() for name, field in fields.items() if name not in {*given.column_names, *told}}
    with transaction.atomic():
        copy_table(Contact, given, constants={**told, **rest}, directory=tmp_path)
    people = Contact.objects.unscoped("the test looks at all").order_by("pk")
    assert list(people.values_list("birth_on", "do_not_contact", "custom")) == [
        (day, truth, {}) for day, truth in zip(days, truths, strict=True)
    ]


@pytest.mark.django_db(transaction=True)
def test_what_does_not_fit_leaves_nothing_behind_and_does_not_stand_in_the_way_of_the_next(tmp_path):
    rows = MANY + 1
    first = copied(rows, tmp_path)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_table(StoredFile, table(first, rows), constants=FIXED, directory=tmp_path)
    copied(rows, tmp_path)
    assert StoredFile.objects.count() == 2 * rows


@pytest.mark.django_db(transaction=True)
def test_one_transaction_may_hold_more_tables_than_files_can_be_attached(tmp_path):
    rows = MANY
    with transaction.atomic():
        for _ in range(ATTACHABLE + 2):
            copied(rows, tmp_path)
    copied(rows, tmp_path)
    assert StoredFile.objects.count() == (ATTACHABLE + 3) * rows


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_nothing_stays_attached(tmp_path):
    copied(MANY, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        # Its own place for passing tables is listed from their first use on, whichever test that was.
        assert {name for _, name, _ in cursor.fetchall()} - {"temp"} == {"main"}
    assert list(tmp_path.iterdir()) == []


def copied_in_vain(directory):
    with transaction.atomic():
        copied(MANY, directory)
        raise IntegrityError


@pytest.mark.django_db(transaction=True)
def test_files_of_failed_transactions_are_let_go(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("holds on sqlite only")
    for _ in range(ATTACHABLE + 1):
        with pytest.raises(IntegrityError):
            copied_in_vain(tmp_path)
    assert list(tmp_path.iterdir())
    beside.let_go()
    assert list(tmp_path.iterdir()) == []
    copied(MANY, tmp_path)
    assert list(tmp_path.iterdir()) == []
