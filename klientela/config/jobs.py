"""Which jobs there are, and which begin by themselves.

Handlers are dotted names, so that the web process starts without loading what only the worker runs.
"""

from klientela.core.jobs.housekeeping import Housekeeping
from klientela.core.jobs.periodic import Periodic

HANDLERS: dict[str, str] = {
    "history.undo": "klientela.accounts.jobs.undo",
    "core.housekeeping": "klientela.core.jobs.housekeeping.handler",
    "import.look": "klientela.exchange.jobs.look",
    "import.write": "klientela.exchange.jobs.write",
    "insight.refresh": "klientela.insight.jobs.refresh",
    "insight.analyse": "klientela.insight.jobs.analyse",
}

PERIODIC: tuple[Periodic, ...] = (
    Periodic("insight.analyse", "20 2 * * *", {"refit": True}),
    Periodic("core.housekeeping", "40 3 * * *", Housekeeping()),
)
