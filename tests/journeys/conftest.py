"""What journeys share: the work of a worker, done when the test says so, and a base with something to do."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

# The frame says so when its behaviours are attached.
READY = ":root[data-ready]"


@pytest.fixture
def work_off() -> Callable[[], None]:
    """Return a function that does everything a worker has to do, until nothing is left."""
    from klientela.core.events.delivery import deliver_due
    from klientela.core.jobs.lease import claim
    from klientela.core.jobs.pace import PACE
    from klientela.core.jobs.running import run

    def work() -> None:
        while (job := claim(PACE)) is not None or deliver_due():
            if job is not None:
                run(job, PACE)

    return work


@pytest.fixture
def orders_file(tmp_path: Path) -> Path:
    """Return a file of order lines: firms that order each month, the last of which went silent three months ago."""
    from klientela.core import clock

    path = tmp_path / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["invoice", "date", "customer", "product code", "product", "quantity", "unit price"])
        for firm in range(6):
            silent = 95 if firm == 5 else 5
            for month in range(8):
                day = clock.today() - timedelta(days=silent + 30 * month)
                price = 100 + 40 * firm
                writer.writerow([f"F{firm}-{month}", day.isoformat(), f"Firm {firm}", "P1", "Pallet", 2, price])
    return path


@pytest.fixture
def busy_base(owner: Any) -> Any:
    """Return the owner of a base with three customers who asked for a price and wait."""
    from klientela.core import clock
    from klientela.insight.models import Conclusion
    from tests.factories.customers import make_customer

    at = clock.now() - timedelta(days=9)
    for number, name in enumerate(("Alpha Ltd", "Beta Ltd", "Gamma Ltd")):
        columns = {"unanswered_at": at, "last_inquiry_at": at, "marker": "yellow-green"}
        customer = make_customer(name, owner=owner)
        Conclusion(customer=customer, expected_first=900_000 - number * 100_000, **columns).save()
    return owner
