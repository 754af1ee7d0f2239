"""The funnel marker: how far a customer is, with the fact that caused it and everything it was before.

Nine colours, in this order: white, green (agreed to a meeting or a presentation), yellow (consented to a mailing),
yellow-green (asked), gold (bought), platinum (bought N times or more). The highest that the facts reach counts. A
refusal turns it red (green-red, golden-red, platinum-red, by what was bought until then); a later purchase or inquiry
lifts the red, nothing else does. A manager's own word wins until it is lifted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

WHITE, GREEN, YELLOW, YELLOW_GREEN, GOLD, PLATINUM = "white", "green", "yellow", "yellow-green", "gold", "platinum"
GREEN_RED, GOLDEN_RED, PLATINUM_RED = "green-red", "golden-red", "platinum-red"


class EventKind(IntEnum):
    """What may move a marker; of two events at the same moment the smaller kind comes first."""

    MEETING = 1
    CONSENT = 2
    INQUIRY = 3
    PURCHASE = 4
    WITHDRAWAL = 5
    REFUSAL = 6
    OVERRIDE = 7
    LIFTING = 8


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact.

    `at` orders events (any unit; a purchase known only by its day stands at the beginning of that day), `on` is its
    day. `count` is how many purchases it stands for. `key` tells apart who consents (0 for the firm as a whole) and
    which override is lifted; `marker`, `by` and `why` belong to an override.
    """

    at: int
    on: date
    kind: EventKind
    count: int = 1
    key: int = 0
    marker: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A marker, since which day (`None`: from the beginning), and why as a code with parameters."""

    marker: str
    since: date | None
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """The present standing and the earlier ones, oldest first; the white of the beginning is not among them."""

    now: Standing
    earlier: tuple[Standing, ...] = ()


UNKNOWN = Standing(WHITE, None, "marker.none")


@dataclass(slots=True)
class _Course:
    """What is known after the events so far."""

    platinum: int
    purchases: int = 0
    met: bool = False
    asked: bool = False
    refused: bool = False
    consenting: set[int] = field(default_factory=set)
    overrides: dict[int, Standing] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        match event.kind:
            case EventKind.MEETING:
                self.met = True
            case EventKind.CONSENT:
                self.consenting.add(event.key)
            case EventKind.WITHDRAWAL:
                # The firm speaks for everybody, a human only for himself.
                self.consenting = self.consenting - {event.key} if event.key else set()
            case EventKind.INQUIRY:
                self.asked, self.refused = True, False
            case EventKind.PURCHASE:
                self.purchases, self.refused = self.purchases + event.count, False
            case EventKind.REFUSAL:
                self.refused = True
            case EventKind.OVERRIDE:
                said = {"by": event.by, "why": event.why, "set_on": event.on.isoformat()}
                self.overrides[event.key] = Standing(event.marker, event.on, "marker.override", said)
            case EventKind.LIFTING:
                self.overrides.pop(event.key, None)

    def marker(self) -> str:
        if self.refused:
            return self._by_purchases(GREEN_RED, GOLDEN_RED, PLATINUM_RED)
        return self._by_purchases(self._as_prospect(), GOLD, PLATINUM)

    def overriding(self) -> tuple[int, Standing] | None:
        return next(reversed(self.overrides.items()), None)

    def _by_purchases(self, none: str, some: str, many: str) -> str:
        if self.purchases >= self.platinum:
            return many
        return some if self.purchases else none

    def _as_prospect(self) -> str:
        if self.asked:
            return YELLOW_GREEN
        if self.consenting:
            return YELLOW
        return GREEN if self.met else WHITE


def marker(events: Iterable[Event], platinum: int = 4) -> Marked:
    """Return the marker that `events` (in any order) lead to; `platinum` is N, the purchases that make a regular."""
    course = _Course(platinum)
    reached, shown, override, earlier = UNKNOWN, UNKNOWN, None, []
    for event in sorted(events, key=lambda each: (each.at, each.kind)):
        course.take(event)
        if course.marker() != reached.marker:
            reached = _reached(course, event)
        now = course.overriding()
        holding = now[0] if now else None
        standing = now[1] if now else reached
        if (standing.marker, holding) == (shown.marker, override):
            continue
        if shown is not UNKNOWN:
            earlier.append(shown)
        shown, override = Standing(standing.marker, event.on, standing.code, standing.params), holding
    return Marked(shown, tuple(earlier))


def _reached(course: _Course, event: Event) -> Standing:
    code, params = _reason(course, event)
    return Standing(course.marker(), event.on, code, params)


def _reason(course: _Course, event: Event) -> tuple[str, dict[str, Any]]:
    on = event.on.isoformat()
    match event.kind:
        case EventKind.MEETING:
            return "marker.meeting", {"agreed_on": on}
        case EventKind.CONSENT:
            return "marker.consent", {"given_on": on}
        case EventKind.WITHDRAWAL:
            return "marker.withdrawn", {"withdrawn_on": on}
        case EventKind.INQUIRY:
            return "marker.asked_again" if course.purchases else "marker.inquiry", {"asked_on": on}
        case EventKind.REFUSAL:
            return "marker.refusal", {"refused_on": on}
        case _ if course.purchases >= course.platinum:
            return "marker.purchases", {"count": course.purchases, "bought_on": on}
        case _:
            return "marker.purchase", {"bought_on": on}
