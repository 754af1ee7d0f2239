"""The way through everything that is to be written, remembered chunk by chunk in the bookmark of the job."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from klientela.core.jobs import JobContext
from klientela.exchange.imports.staging import updates
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.writing import chunks
from klientela.exchange.imports.writing.chunks import Course
from klientela.exchange.imports.writing.phases import PHASES

Do = Callable[[Stage, Course, int, int], None]
AFTER_EACH = Callable[[str, int, int], None]
CHANGES = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One table to fill or to change: how many rows, how many in one transaction, and what writes from start to end."""

    name: str
    rows: int
    at_once: int
    do: Do


def steps(sizes: Mapping[str, int]) -> list[Step]:
    """Return the steps of an import in their order; `sizes` are the rows of each."""
    inserts = [
        Step(phase.name, sizes[phase.name], phase.size, partial(_insert, phase_name=phase.name)) for phase in PHASES
    ]
    changes = [
        Step(f"changed_{kind.name}", sizes[f"changed_{kind.name}"], CHANGES, partial(_update, kind=kind))
        for kind in updates.UPDATES
    ]
    return [
        *inserts,
        *changes,
        Step("changed_orders", sizes["changed_orders"], CHANGES, _credit),
        Step("parents", sizes["parents"], CHANGES, _parents),
    ]


def walk(context: JobContext, stage: Stage, course: Course, sizes: Mapping[str, int], counted: AFTER_EACH) -> None:
    """Do all that is left; `counted(step, start, end)` runs in the transaction of each chunk."""
    done = 0
    bookmark = context.bookmark
    for place, step in enumerate(steps(sizes)):
        if place < bookmark["step"]:
            done += step.rows
            continue
        start = bookmark["at"] if place == bookmark["step"] else 0
        for begin, end in _ranges(start, step.rows, step.at_once):
            place_after = {**bookmark, "step": place, "at": end}
            with context.chunk(done=done + end, bookmark=place_after):
                step.do(stage, course, begin, end)
                counted(step.name, begin, end)
        done += step.rows


def _ranges(start: int, rows: int, at_once: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, rows, at_once):
        yield begin, min(begin + at_once, rows)


def _insert(stage: Stage, course: Course, start: int, end: int, *, phase_name: str) -> None:
    phase = next(each for each in PHASES if each.name == phase_name)
    chunks.insert(stage, phase, course, start, end)


def _update(stage: Stage, course: Course, start: int, end: int, *, kind: updates.Update) -> None:
    flow = updates.chunks(stage, kind, start=start, size=end - start)
    for rows in islice(flow, 1):
        chunks.update(kind, course, rows)


def _credit(stage: Stage, course: Course, start: int, end: int) -> None:
    chunks.credit_orders(stage, course, start, end - start)


def _parents(stage: Stage, course: Course, start: int, end: int) -> None:
    chunks.set_parents(stage, course, start, end - start)
