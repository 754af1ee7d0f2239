"""Is the base in order? Each finding is a name, whether it holds, and a sentence."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from klientela.core.clock import now
from klientela.core.models import Delivery, Job

# A job that waits so long past its time, and a silent holder, mean that no worker is running.
STUCK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool
    words: str

    def as_dict(self) -> dict[str, Any]:
        """Return what is printed for programs."""
        return asdict(self)


def examine() -> list[Finding]:
    """Look at everything, as far as it can be reached."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [Finding("database", False, f"The database cannot be reached: {error}")]
    return list(_findings())


def _findings() -> Iterator[Finding]:
    yield Finding("database", True, f"The database answers ({connection.vendor}).")
    if connection.vendor == "sqlite":
        yield _sqlite_features()
    missing = _missing_migrations()
    if missing:
        yield Finding("migrations", False, f"{missing} migrations are missing; any command brings them.")
        return
    yield Finding("migrations", True, "All migrations are applied.")
    yield _stuck_jobs()
    yield _dead_work()


def _sqlite_features() -> Finding:
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE VIRTUAL TABLE temp.klientela_probe USING fts5(text, tokenize='trigram')")
            cursor.execute("DROP TABLE temp.klientela_probe")
        except DatabaseError as error:
            return Finding("sqlite", False, f"SQLite lacks full-text search by trigrams: {error}")
    json = bool(connection.features.supports_json_field)
    return Finding("sqlite", json, "SQLite has FTS5, trigrams and JSON." if json else "SQLite lacks JSON.")


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _stuck_jobs() -> Finding:
    before = now() - STUCK
    jobs = Job.objects.unscoped("whether any job is stuck, whoever's it is")
    stuck = jobs.due(before).count() + jobs.abandoned(before).count()
    waiting = Delivery.objects.unscoped("whether events wait too long").due(before).count()
    if stuck or waiting:
        return Finding("jobs", False, f"{stuck} jobs and {waiting} events wait too long: is a worker running?")
    return Finding("jobs", True, "No job and no event waits too long.")


def _dead_work() -> Finding:
    dead = Job.objects.unscoped("how many jobs were given up").filter(state=Job.State.DEAD).count()
    unheard = Delivery.objects.unscoped("how many events were given up").filter(state=Delivery.State.DEAD).count()
    if dead or unheard:
        return Finding("given up", False, f"{dead} jobs and {unheard} deliveries were given up after several tries.")
    return Finding("given up", True, "Nothing was given up.")
