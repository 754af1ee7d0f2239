"""How much there is to write: counted once, from the plan."""

from klientela.exchange.imports.staging import updates
from klientela.exchange.imports.staging.opening import Stage, count
from klientela.exchange.imports.writing.phases import PHASES

# Plans that also hold what the base has already: only the numbered rows are written.
PARTLY = {"products": "number IS NOT NULL", "contacts": "is_made", "customers": "is_new"}
ORDERS = 'SELECT count(DISTINCT "order") FROM credited WHERE is_of_sale AND "order" > 0'
PARENTS = "SELECT count(*) FROM plan_parents"


def sizes(stage: Stage) -> dict[str, int]:
    """Return how many rows each step writes, in the order of the steps."""
    made = {
        phase.name: count(stage, f"SELECT count(*) FROM plan_{phase.name} WHERE {PARTLY.get(phase.name, 'TRUE')}")  # noqa: S608
        for phase in PHASES
    }
    changed = {f"changed_{update.name}": updates.size(stage, update) for update in updates.UPDATES}
    return {**made, **changed, "changed_orders": count(stage, ORDERS), "parents": count(stage, PARENTS)}
