"""Only one run through the whole base at a time, and the small refreshes know of it.

A full run writes what it read minutes ago. A refresh that happens meanwhile writes newer figures, which the run may
overwrite; therefore it leaves its marks lying, and the end of the run begins a refresh of whoever is marked.
"""

from datetime import datetime, timedelta

from django.db import transaction

from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.models import Job, Setting

KEY = "insight.full_run"
UNDER_WAY = "insight.run_under_way"
# Reading takes longest; afterwards each written chunk renews the lease.
TO_READ = timedelta(minutes=10)
TO_WRITE = timedelta(minutes=1)
BY_JOB = "job"


def by_job(job_id: int) -> str:
    """Return the owner of a run that a job does."""
    return f"{BY_JOB} {job_id}"


def begin(owner: str) -> None:
    """Take the lease; refuses while another owner holds it. The same owner, killed and tried again, takes it over."""
    with transaction.atomic():
        held = Setting.objects.select_for_update().filter(key=KEY).first()
        if held and held.value["owner"] != owner and _is_alive(held.value):
            raise Refused(UNDER_WAY, "The whole base is being analysed already. Try again later.")
        _hold(owner, TO_READ)


def renew(owner: str) -> None:
    """Hold on for another while; called in the transaction of each chunk."""
    _hold(owner, TO_WRITE)


def end(owner: str) -> None:
    """Let go."""
    Setting.objects.filter(key=KEY, value__owner=owner).delete()


def is_under_way() -> bool:
    """Tell whether a full run is alive."""
    held = Setting.objects.filter(key=KEY).first()
    return held is not None and _is_alive(held.value)


def _is_alive(value: dict[str, str]) -> bool:
    if datetime.fromisoformat(value["until"]) <= now():
        return False
    kind, _, number = value["owner"].partition(" ")
    if kind != BY_JOB:
        return True
    # A job that was killed loses its own lease in seconds, and nobody should wait longer for its run.
    jobs = Job.objects.unscoped("a run is alive as long as the job that does it, whosever that is")
    return jobs.filter(pk=int(number), state=Job.State.RUNNING, lease_until__gt=now()).exists()


def _hold(owner: str, term: timedelta) -> None:
    value = {"owner": owner, "until": (now() + term).isoformat()}
    Setting.objects.update_or_create(key=KEY, defaults={"value": value})
