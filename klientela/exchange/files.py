"""Keeps every file that was given to us, compressed as it came, so that any record can be traced to its file and row.

A file lies under `files/` in the home directory, named by its digest: the same file given twice is kept once.
"""

import gzip
import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction

from klientela.core.models import StoredFile

BLOCK = 1024 * 1024
# Level 1: three times as quick as the default, and a tenth larger.
LEVEL = 1


def keep(path: Path, *, name: str, user_id: int | None) -> StoredFile:
    """Compress the file at `path` into the home directory, safe on disk before this returns, and return its row."""
    digest, size = _digest(path)
    kept = Path("files") / digest[:2] / f"{digest}.gz"
    _make_sure(path, settings.HOME / kept)
    stored = StoredFile.objects.create(
        name=Path(name).name[-255:], sha256=digest, size=size, path=str(kept), user_id=user_id
    )
    # Until the row was there, somebody may have dropped the same file.
    _make_sure(path, settings.HOME / kept)
    return stored


def drop(file: StoredFile) -> None:
    """Forget a kept file that nothing came from; its bytes stay while another row tells of the same."""
    path = file.path
    file.delete()
    transaction.on_commit(lambda: _remove_unless_kept(path))


def _remove_unless_kept(path: str) -> None:
    kept = settings.HOME / path
    aside = kept.with_suffix(f".dropped.{os.getpid()}")
    if StoredFile.objects.filter(path=path).exists() or not kept.exists():
        return
    # Set aside before asking again: whoever keeps the same file now, finds none and writes it.
    kept.replace(aside)
    if StoredFile.objects.filter(path=path).exists():
        aside.replace(kept)
    else:
        aside.unlink()


def unpack(file: StoredFile, target: Path) -> None:
    """Write the file to `target` as it came."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(settings.HOME / file.path, "rb") as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, BLOCK)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest, path.stat().st_size


def _make_sure(path: Path, kept: Path) -> None:
    if not kept.exists():
        _compress(path, kept)


def _compress(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and renamed, so that a kill never leaves half a file under a good name.
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with path.open("rb") as plain, draft.open("wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=LEVEL, mtime=0) as packed:
            shutil.copyfileobj(plain, packed, BLOCK)
        raw.flush()
        os.fsync(raw.fileno())
    draft.replace(target)
