"""The one directory where a base lives: database, files, keys, staging, backups.

It is here, at the roof, because only settings may decide where things are kept; everybody else is told.
"""

import os
import secrets
from pathlib import Path

import platformdirs


def home_directory() -> Path:
    """Return the directory named by `KLIENTELA_HOME`, else the platform's data directory; made if missing."""
    named = os.environ.get("KLIENTELA_HOME")
    home = Path(named).expanduser().resolve() if named else Path(platformdirs.user_data_dir("klientela"))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """Return this base's own signing key, made at the first start and readable by its owner only."""
    path = home / "secret.key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def _write_once(path: Path, text: str) -> None:
    # Two processes may start at once: a hard link either wins whole or leaves the other's key in place.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
