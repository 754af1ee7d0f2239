"""Which jobs there are, and which begin by themselves.

Handlers are dotted names, so that the web process starts without loading what only the worker runs.
"""

from klientela.core.jobs.housekeeping import Housekeeping
from klientela.core.jobs.periodic import Periodic

HANDLERS: dict[str, str] = {
    "core.housekeeping": "klientela.core.jobs.housekeeping.handler",
}

PERIODIC: tuple[Periodic, ...] = (Periodic("core.housekeeping", "40 3 * * *", Housekeeping()),)
