"""Brings a base up to the program: migrations when it is older, static files when the program is newer.

Both are looked at cheaply on every start and done rarely.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files import locks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from klientela import __version__


def migrate_if_needed() -> bool:
    """Apply the migrations that are missing, if any; return whether there were some."""
    if not _is_behind():
        return False
    with _alone("migrate.lock"):
        # Somebody may have done it while we waited.
        if _is_behind():
            call_command("migrate", interactive=False, verbosity=0)
    return True


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static_if_needed() -> bool:
    """Collect the static files if they differ from those collected last; return whether they did."""
    stamp = Path(settings.HOME) / "static.stamp"
    present = _fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == present:
        return False
    with _alone("static.lock"):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(present, encoding="ascii")
    return True


def _fingerprint() -> str:
    """Return a digest over version, names, sizes and times of the files: their content is not read."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            entry = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{entry.st_size}\0{entry.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Keep other processes out of the block; a lock of the system, so that a killed process leaves none behind."""
    with (Path(settings.HOME) / name).open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
