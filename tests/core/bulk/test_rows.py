"""Reserving ids and writing many rows do the same on both databases."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from klientela.core.bulk import copy_rows, reserve_ids, update_rows
from klientela.core.models import OutboxEvent, StoredFile

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
COLUMNS = ("id", "name", "payload", "created_at")


def events():
    return OutboxEvent.objects.unscoped("the test looks at all")


def copy_events(first, payloads):
    rows = [(first + place, f"event {place}", payload, MOMENT) for place, payload in enumerate(payloads)]
    copy_rows(OutboxEvent, COLUMNS, rows)


@pytest.mark.django_db
def test_ranges_of_ids_follow_one_another_without_a_gap_or_an_overlap():
    with transaction.atomic():
        first = reserve_ids(StoredFile, 1000)
        second = reserve_ids(StoredFile, 5)
        third = reserve_ids(StoredFile, 1)
    assert (second - first, third - second) == (1000, 5)


@pytest.mark.django_db
def test_an_ordinary_insert_gets_an_id_beyond_the_reserved_ones():
    before = StoredFile.objects.create(name="a", sha256="0", size=1, path="a").pk
    with transaction.atomic():
        first = reserve_ids(StoredFile, 300)
    after = StoredFile.objects.create(name="b", sha256="0", size=1, path="b").pk
    assert (first, after) == (before + 1, before + 301)


def test_reserving_no_ids_is_a_mistake():
    with pytest.raises(ValueError, match="positive"):
        reserve_ids(StoredFile, 0)


@pytest.mark.django_db
def test_copied_rows_read_back_as_they_were_given():
    payloads = [{}, {"имя": 'Łódź\t\\N "quoted"\n', "n": [1, None, True]}, {"empty": ""}]
    with transaction.atomic():
        first = reserve_ids(OutboxEvent, 3)
        copy_events(first, payloads)
    stored = list(events().order_by("pk").values_list("pk", "name", "payload", "created_at"))
    assert stored == [(first + place, f"event {place}", payloads[place], MOMENT) for place in range(3)]


@pytest.mark.django_db
def test_nothing_and_null_are_written_as_null():
    with transaction.atomic():
        first = reserve_ids(StoredFile, 1)
        columns = ("id", "name", "sha256", "size", "path", "user_id", "created_at")
        copy_rows(StoredFile, columns, [(first, "n", "s", 1, "p", None, MOMENT)])
        copy_rows(StoredFile, columns, [])
    assert list(StoredFile.objects.values_list("name", "user_id")) == [("n", None)]


@pytest.mark.django_db
def test_updated_rows_change_in_the_named_columns_only():
    with transaction.atomic():
        first = reserve_ids(OutboxEvent, 3)
        copy_events(first, [{"n": 0}, {"n": 1}, {"n": 2}])
        later = MOMENT.replace(year=2027)
        update_rows(OutboxEvent, ("payload", "created_at"), [({"n": 20}, later, first + 2), ({}, later, first)])
    stored = list(events().order_by("pk").values_list("name", "payload", "created_at"))
    assert stored == [("event 0", {}, later), ("event 1", {"n": 1}, MOMENT), ("event 2", {"n": 20}, later)]


@pytest.mark.django_db
def test_updating_no_rows_changes_nothing():
    with transaction.atomic():
        first = reserve_ids(OutboxEvent, 1)
        copy_events(first, [{"n": 0}])
        update_rows(OutboxEvent, ("payload",), [])
    assert list(events().values_list("pk", "payload")) == [(first, {"n": 0})]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_reservation_does_not_harm_the_next():
    with transaction.atomic():
        copy_events(reserve_ids(OutboxEvent, 2), [{}, {}])
        transaction.set_rollback(True)
    with transaction.atomic():
        first = reserve_ids(OutboxEvent, 2)
        copy_events(first, [{}, {}])
    assert list(events().order_by("pk").values_list("pk", flat=True)) == [first, first + 1]


@pytest.mark.django_db
def test_an_unknown_column_is_a_mistake():
    with pytest.raises(KeyError, match="nonsense"):
        copy_rows(StoredFile, ("id", "nonsense"), [(1, 2)])
