"""The harness itself: databases, cast, network, clean-up."""

import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from klientela.core.actor import Right
from tests.surroundings import ENGINE, NetworkUsed


def test_the_home_of_the_tests_is_their_own() -> None:
    assert Path(os.environ["KLIENTELA_HOME"]) == settings.HOME
    assert str(settings.HOME).startswith(os.environ["KLIENTELA_TEST_BASE"])


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    assert connection.vendor == ENGINE
    assert "test" in str(connection.settings_dict["NAME"])


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_a_file_in_wal_mode_that_other_connections_see() -> None:
    assert Path(connection.settings_dict["NAME"]).is_file()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_has_what_search_needs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent') ORDER BY 1")
        assert cursor.fetchall() == [("pg_trgm",), ("unaccent",)]


def test_a_test_cannot_leave_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(NetworkUsed):
        outside.connect(("192.0.2.1", 80))


def test_the_cast_has_its_rights(as_owner, as_manager, as_colleague, as_reader, as_stranger) -> None:
    assert [actor.may(Right.EDIT) for actor in (as_owner, as_manager, as_colleague, as_reader, as_stranger)] == [
        True,
        True,
        True,
        False,
        True,
    ]


def test_the_team_sees_what_it_owns_and_the_stranger_does_not(as_owner, as_colleague, as_stranger, manager) -> None:
    assert as_owner.sees is None
    assert manager.pk in as_colleague.sees
    assert manager.pk not in as_stranger.sees
