"""The way through everything that is to be written, remembered chunk by chunk in the bookmark of the job."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice

from klientela.core.bulk.tables import Batch
from klientela.core.jobs import JobContext
from klientela.exchange.imports.staging import updates
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.writing import chunks
from klientela.exchange.imports.writing.chunks import Course
from klientela.exchange.imports.writing.phases import PHASES, Phase

Do = Callable[[Stage, Course, int, int, Batch | None], None]
Read = Callable[[Stage, Course, int, int], Batch]
AFTER_EACH = Callable[[str, int, int], None]
Range = tuple[int, int]
CHANGES = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One table to fill or to change: how many rows, how many in one transaction, and what writes from start to end.

    What `read` gives is read before the transaction, while the chunk before it is being written.
    """

    name: str
    rows: int
    at_once: int
    do: Do
    read: Read | None = None


def steps(sizes: Mapping[str, int]) -> list[Step]:
    """Return the steps of an import in their order; `sizes` are the rows of each."""
    inserts = [
        Step(phase.name, sizes[phase.name], phase.size, partial(_insert, phase=phase), partial(_read, phase=phase))
        for phase in PHASES
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
        for (begin, end), batch in _with_next(_ranges(start, step.rows, step.at_once), _reader(step, stage, course)):
            place_after = {**bookmark, "step": place, "at": end}
            with context.chunk(done=done + end, bookmark=place_after):
                step.do(stage, course, begin, end, batch)
                counted(step.name, begin, end)
        done += step.rows


def _ranges(start: int, rows: int, at_once: int) -> Iterator[Range]:
    for begin in range(start, rows, at_once):
        yield begin, min(begin + at_once, rows)


def _reader(step: Step, stage: Stage, course: Course) -> Callable[[Range], Batch | None]:
    read = step.read
    return (lambda span: read(stage, course, *span)) if read else (lambda _span: None)


def _with_next(ranges: Iterable[Range], read: Callable[[Range], Batch | None]) -> Iterator[tuple[Range, Batch | None]]:
    """Yield each range with what was read for it; the next is read meanwhile, in a thread of its own."""
    with ThreadPoolExecutor(1) as reader:
        waiting: deque[tuple[Range, Future[Batch | None]]] = deque()
        for span in ranges:
            waiting.append((span, reader.submit(read, span)))
            if len(waiting) > 1:
                earlier, batch = waiting.popleft()
                yield earlier, batch.result()
        for span, batch in waiting:
            yield span, batch.result()


def _read(stage: Stage, course: Course, start: int, end: int, *, phase: Phase) -> Batch:
    return chunks.ready(stage, phase, course, start, end)


def _insert(_stage: Stage, course: Course, start: int, end: int, batch: Batch | None, *, phase: Phase) -> None:
    assert batch is not None
    chunks.insert(batch, phase, course, start, end)


def _update(stage: Stage, course: Course, start: int, end: int, _batch: Batch | None, *, kind: updates.Update) -> None:
    flow = updates.chunks(stage, kind, start=start, size=end - start)
    for rows in islice(flow, 1):
        chunks.update(kind, course, rows)


def _credit(stage: Stage, course: Course, start: int, end: int, _batch: Batch | None) -> None:
    chunks.credit_orders(stage, course, start, end - start)


def _parents(stage: Stage, course: Course, start: int, end: int, _batch: Batch | None) -> None:
    chunks.set_parents(stage, course, start, end - start)
