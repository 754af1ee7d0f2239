"""Which jobs there are, and which begin by themselves.

Handlers are dotted names, so that the web process starts without loading what only the worker runs.
"""

from klientela.core.jobs.housekeeping import Housekeeping
from klientela.core.jobs.periodic import Periodic
from klientela.core.search_upkeep import Upkeep

HANDLERS: dict[str, str] = {
    "history.undo": "klientela.accounts.jobs.undo",
    "core.housekeeping": "klientela.core.jobs.housekeeping.handler",
    "core.search_index": "klientela.core.search_upkeep.handler",
    "import.look": "klientela.exchange.jobs.look",
    "import.sweep": "klientela.exchange.jobs.sweep",
    "import.write": "klientela.exchange.jobs.write",
    "insight.refresh": "klientela.insight.jobs.refresh",
    "insight.analyse": "klientela.insight.jobs.analyse",
}

PERIODIC: tuple[Periodic, ...] = (
    Periodic("insight.analyse", "20 2 * * *", {"refit": True}),
    # Rows that came in by the hundred thousand are looked through one by one until then: 200 ms a search.
    Periodic("core.search_index", "* * * * *", Upkeep()),
    Periodic("import.sweep", "30 3 * * *"),
    Periodic("core.housekeeping", "40 3 * * *", Housekeeping()),
)
