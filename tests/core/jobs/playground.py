"""What the job tests let workers do, and real worker processes to do it in.

Workers are forked from one server process that has Django loaded, so that twenty of them start in a second. Effects
are rows of the table of settings, which every database has and which nobody else writes here.
"""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klientela.config.settings")
django.setup()

from django.db import connection, connections  # noqa: E402

from klientela.core.actor import Actor, Role, system  # noqa: E402
from klientela.core.assembly import assembled  # noqa: E402
from klientela.core.errors import Refused, Unavailable  # noqa: E402
from klientela.core.events import publish  # noqa: E402
from klientela.core.jobs import JobContext, Words, enqueue  # noqa: E402
from klientela.core.jobs.pace import Pace  # noqa: E402
from klientela.core.jobs.periodic import Periodic  # noqa: E402
from klientela.core.jobs.worker import Worker  # noqa: E402
from klientela.core.models import Job, Setting  # noqa: E402

HERE = "tests.core.jobs.playground"
QUICK = Pace(
    lease=timedelta(seconds=0.4),
    poll=0.05,
    distant_poll=0.05,
    tick=0.1,
    backoff=timedelta(milliseconds=20),
    backoff_limit=timedelta(milliseconds=100),
)
MACHINE = system("test")


@dataclass(frozen=True)
class Plan:
    """How many chunks, and how long each takes."""

    chunks: int = 1
    seconds: float = 0.0


@dataclass(frozen=True)
class SomethingHappened:
    """An event of the tests."""

    number: int


# --- handlers


def count(context: JobContext, payload: Plan) -> Words:
    """Add one to a row of its own for each chunk: a chunk applied twice shows as 2."""
    for number in range(context.done, payload.chunks):
        with context.chunk(done=number + 1):
            add_one(f"chunk {number}")
            time.sleep(payload.seconds)
    return Words("test.counted", {"chunks": payload.chunks})


def die(context: JobContext, payload: Plan) -> None:
    """Take the worker down."""
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(context: JobContext, payload: Plan) -> None:
    """Take longer than a lease, outside any transaction."""
    time.sleep(payload.seconds)


def fail(context: JobContext, payload: Plan) -> None:
    """Fail by a bug."""
    raise ZeroDivisionError("a bug")


def refuse(context: JobContext, payload: Plan) -> None:
    """Say no, after a chunk's writes that must go."""
    with context.chunk(done=1):
        add_one("refused")
        raise Refused("test.refused", "Not with %(name)s.", name="Anna")


def unavailable(context: JobContext, payload: Plan) -> None:
    """Fail for a while, as a mail server does."""
    raise Unavailable("the server is asleep")


def gone(context: JobContext, payload: Plan) -> None:
    """Fail for ever."""
    raise Unavailable("no such mailbox", permanent=True)


def hear(event: SomethingHappened) -> None:
    """Note in the database that an event was heard."""
    add_one(f"heard {event.number}")


def hear_badly(event: SomethingHappened) -> None:
    """Write, then fail: the writing must not stay."""
    add_one(f"badly {event.number}")
    raise ZeroDivisionError("a bug")


HANDLERS = {
    f"test.{name}": f"{HERE}.{name}" for name in ("count", "die", "fail", "refuse", "sleep", "unavailable", "gone")
}
SUBSCRIBERS = {f"{HERE}.SomethingHappened": (f"{HERE}.hear", f"{HERE}.hear_badly")}


# --- ledger


def add_one(key: str) -> None:
    """Add one to a row, made if missing; inside a transaction, which holds the row till its end."""
    row, _ = Setting.objects.select_for_update().get_or_create(key=key, defaults={"value": 0})
    row.value += 1
    row.save()


def ledger(prefix: str = "") -> dict[str, int]:
    """Return what was counted, by key."""
    return dict(Setting.objects.filter(key__startswith=prefix).values_list("key", "value"))


def job(job: Job) -> Job:
    """Return the job as it is now."""
    return Job.objects.unscoped("a test looks at its job").get(pk=job.pk)


def seller(user_id: int) -> Actor:
    """Return a seller who sees their own."""
    return Actor("user", "seller", Role.SELLER, user_id, frozenset({user_id}))


# --- processes


def install() -> None:
    """Give this process the handlers and subscribers of the tests and nothing else."""
    assembled("KLIENTELA_JOBS").update(HANDLERS)
    assembled("KLIENTELA_SUBSCRIBERS").clear()
    assembled("KLIENTELA_SUBSCRIBERS").update(SUBSCRIBERS)


def in_process(database: dict[str, Any], home: str, target: str, *arguments: Any) -> None:
    """Run a function of this module in a child, on the database of the test."""
    settings.HOME = Path(home)
    described = connections["default"].settings_dict
    described.update({key: database[key] for key in ("NAME", "OPTIONS")})
    install()
    globals()[target](*arguments)
    connection.close()


def work(pace: Pace, periodic: tuple[Periodic, ...] = ()) -> None:
    """Be a worker until SIGTERM."""
    import klientela.core.jobs.worker as module

    module.assembled = lambda _setting: periodic  # the worker itself asks for the periodic jobs only
    worker = Worker(pace=pace, slots=1)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def enqueue_many(number: int, amount: int) -> None:
    """Begin jobs of one key and jobs of their own."""
    for each in range(amount):
        enqueue("test.count", Plan(), actor=MACHINE, unique_key="shared")
        enqueue("test.count", Plan(), actor=MACHINE, unique_key=f"{number}-{each}")


def publish_many(amount: int) -> None:
    """Publish events."""
    for number in range(amount):
        publish(SomethingHappened(number))


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([HERE])
    return context


def start(target: str, *arguments: Any) -> Any:
    """Start a child process that runs `target` of this module."""
    described = connections["default"].settings_dict
    database = {key: described[key] for key in ("NAME", "OPTIONS")}
    child = _context().Process(target=in_process, args=(database, str(settings.HOME), target, *arguments), daemon=True)
    child.start()
    return child


@contextmanager
def workers(amount: int, pace: Pace = QUICK, periodic: tuple[Periodic, ...] = ()):
    """Run workers during the block and end them after it."""
    children = [start("work", pace, periodic) for _ in range(amount)]
    try:
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.join(10)
            child.kill()


@contextmanager
def mayhem(amount: int, seed: int, *, most: int = 8, pace: Pace = QUICK):
    """Run workers and kill one of them again and again, at random instants while work goes on; yields the kills."""
    print(f"seed {seed}")  # noqa: T201 - a failure must be repeatable
    chance, over, kills = random.Random(seed), threading.Event(), []
    children = [start("work", pace) for _ in range(amount)]

    def kill() -> None:
        # Only after new work was seen: on a busy machine workers would else die before they ever began.
        seen = 0
        while len(kills) < most and not over.wait(0.01):
            if (present := sum(ledger().values())) == seen:
                continue
            seen = present
            over.wait(chance.uniform(0, 0.15))
            place = chance.randrange(amount)
            children[place].kill()
            children[place].join()
            kills.append(place)
            children[place] = start("work", pace)
        connection.close()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield kills
    finally:
        over.set()
        killer.join()
        for child in children:
            child.kill()
            child.join()


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def all_finished(jobs: Iterable[Job]) -> bool:
    """Tell whether nobody will work on any of these any more."""
    keys = [each.pk for each in jobs]
    return Job.objects.unscoped("a test waits").filter(pk__in=keys).finished().count() == len(keys)
