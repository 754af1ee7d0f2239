"""`klientela check`: finds what is wrong, and says nothing is when nothing is."""

from datetime import timedelta

import pytest

from klientela.cli.health import examine
from klientela.core.actor import system
from klientela.core.clock import now
from klientela.core.events.publishing import publish
from klientela.core.jobs import enqueue
from klientela.core.jobs.housekeeping import Housekeeping
from klientela.core.models import Job
from tests.surroundings import ENGINE

OF_THE_ENGINE = {"sqlite": ["sqlite"], "postgresql": []}


def wrong() -> list[str]:
    return [finding.check for finding in examine() if not finding.ok]


def test_a_fresh_base_is_in_order(call_json):
    status, document = call_json("check")
    assert (status, document["ok"]) == (0, True)
    assert [finding["check"] for finding in document["findings"]] == [
        "database", *OF_THE_ENGINE[ENGINE], "migrations", "jobs", "given up",
    ]  # fmt: skip


def test_a_base_that_was_never_migrated_is_found_and_left_alone(call, tmp_path):
    done = call("check", home=tmp_path / "bare")
    assert (done.returncode, "BAD migrations" in done.stdout) == (1, True)
    assert "BAD migrations" in call("check", home=tmp_path / "bare").stdout


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"run_after": now() - timedelta(minutes=2)}, ["jobs"]),
        ({"state": "running", "lease_until": now() - timedelta(minutes=2)}, ["jobs"]),
        ({"state": "dead"}, ["given up"]),
        ({"state": "failed"}, []),
    ],
    ids=["nobody takes it", "its holder is silent", "given up", "refused"],
)
def test_stuck_and_dead_jobs_are_found(values, found):
    enqueue("core.housekeeping", Housekeeping(), actor=system("test"))
    assert wrong() == []
    Job.objects.unscoped("a test sets the scene").update(**values)
    assert wrong() == found


@pytest.mark.django_db
def test_an_event_that_waits_too_long_is_found(monkeypatch):
    from klientela.core.assembly import assembled

    name = f"{Housekeeping.__module__}.{Housekeeping.__qualname__}"
    monkeypatch.setitem(assembled("KLIENTELA_SUBSCRIBERS"), name, ("klientela.core.clock.now",))
    delivery = publish(Housekeeping()).deliveries.unscoped("a test sets the scene")
    delivery.update(run_after=now() - timedelta(minutes=2))
    assert wrong() == ["jobs"]
