"""Where imports are staged; apart from what opens it, so that pages need not wait for DuckDB."""

import shutil
from pathlib import Path

from django.conf import settings


def directory(import_id: int) -> Path:
    """Return where the import is staged; everything in it can be made again from the kept file."""
    return Path(settings.HOME) / "staging" / str(import_id)


def clear(import_id: int) -> None:
    """Throw the staging away."""
    shutil.rmtree(directory(import_id), ignore_errors=True)


def staged() -> list[int]:
    """Return the imports of which something is staged."""
    place = Path(settings.HOME) / "staging"
    return [int(each.name) for each in place.iterdir() if each.name.isdecimal()] if place.is_dir() else []
