"""The test database on either engine: a file for SQLite, so that other connections and processes see it too.

All migrations run for real, once: a finished SQLite file is kept under `build/` for the next session, by the digest of
everything that migrations are made of; on PostgreSQL the first worker makes a database that all others are copies of.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.surroundings import BASE, ENGINE

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "build" / "test-databases"
PREPARED = "klientela_prepared"
A_DAY = 24 * 60 * 60


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm with the least effort: a test does not defend a password."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Give SQLite a file in the home of the tests; waiting for the disk is left to the drills."""
    from django.db import connections

    described = connections["default"].settings_dict
    if ENGINE == "sqlite":
        described["TEST"]["NAME"] = str(_file())
        described["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        described["TEST"]["TEMPLATE"] = prepared_on_the_server()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Start from the kept file where there is one; the migrations then find nothing to do."""
    if ENGINE != "sqlite" or not _template().exists():
        return False
    shutil.copyfile(_template(), _file())
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker: Any) -> None:
    """Keep the freshly made file for the next session, whole or not at all."""
    if ENGINE != "sqlite" or django_db_keepdb:
        return
    from django.db import connection

    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for older in TEMPLATES.glob("*"):
        if older.stat().st_mtime < time.time() - A_DAY:
            older.unlink(missing_ok=True)
    draft = TEMPLATES / f"draft.{os.getpid()}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    draft.replace(_template())


def prepared_on_the_server() -> str:
    """Return the name of the migrated and empty PostgreSQL database of this session; whoever asks first makes it."""
    place = Path(os.environ[BASE])
    with (place / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "prepared").exists():
            address = new_database(PREPARED)
            command = [sys.executable, "-m", "django", "migrate", "--settings", "klientela.config.settings"]
            environment = {**os.environ, "DATABASE_URL": address, "KLIENTELA_HOME": str(place / "prepared-home")}
            subprocess.run(command, env=environment, check=True, capture_output=True)
            (place / "prepared").touch()
    return PREPARED


def new_database(name: str, *, like: str = "") -> str:
    """Make a database on the PostgreSQL of this session, empty or a copy of `like`, and return its address."""
    import psycopg

    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{f" TEMPLATE {like}" if like else ""}'.encode())
    front, mark, options = server.partition("?")
    return f"{front.rpartition('/')[0]}/{name}{mark}{options}"


@pytest.fixture(scope="session")
def empty_database() -> Callable[[], str]:
    """Return a function that gives the address of a new empty database; "" on SQLite, whose file is made in the home.

    For tests whose base belongs to the processes they start.
    """
    return lambda: "" if ENGINE == "sqlite" else new_database(f"empty_{uuid.uuid4().hex[:8]}")


@pytest.fixture(scope="session")
def prepared_database(django_db_setup: None) -> Callable[[Path], str]:
    """Return a function that makes a migrated database for the home it is given, and returns its address, or ""."""

    def make(home: Path) -> str:
        if ENGINE == "postgresql":
            return new_database(f"ready_{uuid.uuid4().hex[:8]}", like=prepared_on_the_server())
        home.mkdir(parents=True)
        shutil.copyfile(_template(), home / "klientela.sqlite3")
        return ""

    return make


def _file() -> Path:
    return Path(os.environ["KLIENTELA_HOME"]) / "test.sqlite3"


def _template() -> Path:
    digest = hashlib.sha256(django.__version__.encode())
    sources = sorted((ROOT / "klientela").rglob("*.py"))
    for path in sources:
        # Migrations may lean on `core` for their SQL; the models decide what is said after each of them.
        if {"migrations", "models", "core"} & set(path.parts) or path.name == "settings.py":
            digest.update(path.read_bytes())
    return TEMPLATES / f"{digest.hexdigest()[:16]}.sqlite3"


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files as they lie (the manifest is made by `klientela serve`) and hash passwords quickly."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = [f"{QuickArgon2.__module__}.{QuickArgon2.__qualname__}"]


def pytest_report_header() -> str:
    """Say at the top which database this run is on."""
    return f"database: {ENGINE}"
