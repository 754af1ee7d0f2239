"""The test database on either engine: a file for SQLite, so that other connections and processes see it too."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests.surroundings import ENGINE


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Give SQLite a file in the home of the tests; waiting for the disk is left to the drills."""
    from django.db import connections

    described = connections["default"].settings_dict
    if described["ENGINE"].endswith("sqlite3"):
        described["TEST"]["NAME"] = str(Path(os.environ["KLIENTELA_HOME"]) / "test.sqlite3")
        described["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files as they lie: the manifest of a release is made by `klientela serve`, not by a test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what holds on the other engine only."""
    other = "postgresql" if ENGINE == "sqlite" else "sqlite"
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"holds on {other} only"))


def pytest_report_header() -> str:
    """Say at the top which database this run is on."""
    return f"database: {ENGINE}"
