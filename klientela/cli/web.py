"""The web server as a process: `python -m klientela.cli.web HOST PORT`, started by `klientela serve`."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from klientela.cli.orphans import end_with_parent

# More threads would only queue at the database and at the interpreter's lock, and each costs memory.
THREADS = 16


def serve(host: str, port: int) -> None:
    """Serve the pages until told to stop; a worker process that dies ends this one, which `serve` starts again."""
    end_with_parent()
    Granian(
        "klientela.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        # Granian remarks on the number of threads at every start; what matters comes as an error.
        log_level=LogLevels.error,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
