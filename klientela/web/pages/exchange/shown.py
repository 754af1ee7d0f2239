"""One import as its page shows it, whatever state it is in: values for the templates, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.exchange.imports.reasons import SENTENCES
from klientela.exchange.imports.recognition.mapping import targets
from klientela.exchange.models import FailedRow, Import
from klientela.web import formats, reasons, vocabulary
from klientela.web.pages.exchange import words
from klientela.web.pages.exchange.columns import Kept, ShownColumn, kept_columns, shown_columns
from klientela.web.pages.exchange.listing import can_undo
from klientela.web.pages.exchange.progress import Progress, doing, progress_of, undoing_job

State = Import.State
TEMPLATES = {
    State.LOOKING: "moving",
    State.WRITING: "moving",
    State.UNDOING: "moving",
    State.READY: "ready",
    State.REFUSED: "refused",
    State.UNDONE: "taken_back",
}
FAILED_SHOWN = 20
MOVING = frozenset({State.LOOKING, State.WRITING, State.UNDOING})


@dataclass(frozen=True, slots=True)
class Figure:
    """How many rows end one way."""

    code: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Samples:
    """Some rows that end one way, with the heads of their columns."""

    word: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    has_reason: bool = False


@dataclass(frozen=True, slots=True)
class FailedLine:
    """A row that did not come in: its number in the file, the column and why."""

    row: int
    column: str
    why: str


class Shown:
    """One import in words; each template takes what it needs."""

    def __init__(self, source: Import, actor: Actor) -> None:
        self.source = source
        self.actor = actor
        self.pk = source.pk
        self.file = source.file.name
        self.state = state_of(source)
        self.can_undo = can_undo(source, actor)

    @property
    def template(self) -> str:
        """The template of this state."""
        return f"exchange/{TEMPLATES.get(State(self.state), 'done')}.html"

    @property
    def is_moving(self) -> bool:
        """Whether a job is at work, so that the page asks again."""
        return self.state in MOVING

    @property
    def meta(self) -> str:
        """Who gave the file when, and how big it is."""
        who = str(self.source.user) if self.source.user_id else ""
        return " · ".join(part for part in (formats.moment_from_now(self.source.created_at), who) if part)

    @property
    def kind_word(self) -> str:
        """What the file holds."""
        return str(words.KINDS.get(self.source.kind, self.source.kind))

    @property
    def recognised(self) -> str:
        """In which shape the file came, as far as it was recognised."""
        shape = self.source.shape
        parts = [
            words.FORMATS.get(shape.get("format", ""), ""),
            _("sheet %(name)s") % {"name": shape["sheet"]} if shape.get("sheet") else "",
            shape.get("encoding") or "",
            str(words.DELIMITERS.get(shape.get("delimiter") or "", "")),
            vocabulary.counted(self.source.rows_read, "row"),
        ]
        return " · ".join(part for part in parts if part)

    @property
    def doing(self) -> str:
        """What the job does just now."""
        return doing(self.source, self.state)

    @property
    def progress(self) -> Progress:
        """How far the job is."""
        return progress_of(undoing_job(self.source) if self.state == State.UNDOING else self.source.job)

    @property
    def advice(self) -> str:
        """What somebody who waits may do meanwhile."""
        return _("You may leave this page: the work goes on, and its result stands under Exchange.")

    @property
    def can_stop(self) -> bool:
        """Whether the work may be cancelled; an undo is always finished."""
        return self.state != State.UNDOING

    @property
    def refusal(self) -> str:
        """Why the file was refused."""
        kept = self.source.refusal
        return reasons.refusal(Refused(kept["code"], kept["message"], **kept.get("params", {})))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """How many rows ended or will end in each of the five ways."""
        before = self.source.preview.get("totals", {}) if self.state == State.READY else {}
        counts = {code: before.get(code, getattr(self.source, f"rows_{code}")) for code, _word in words.ENDS}
        return tuple(Figure(code, str(word), counts[code]) for code, word in words.ENDS)

    @property
    def read(self) -> int:
        """How many rows were read: the sum of the figures."""
        return self.source.rows_read

    @property
    def button(self) -> str:
        """What pressing it will bring in: the noun follows what the file holds."""
        counts = self.source.preview.get("counts", {})
        for name, text in _BRING:
            if counts.get(name):
                return str(text % {"number": counts[name], "count": formats.number(counts[name])})
        return _("Bring it in")

    @property
    def problems(self) -> tuple[str, ...]:
        """What somebody should know before bringing it in."""
        nobody = [_("No row of this file tells of anybody. Say what its columns hold.")] if self.names_nobody else []
        return (*nobody, *_problems(self.source.preview))

    @property
    def names_nobody(self) -> bool:
        """Whether there is nothing to bring in before somebody says what the columns hold."""
        return self.source.names_nobody

    @property
    def columns(self) -> tuple[ShownColumn, ...]:
        """The columns of the file, as they may be corrected."""
        return shown_columns(self.source)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What became of the columns; nothing where it was not counted: only an import that came to its end was."""
        return kept_columns(self.source) if self.state == State.DONE and "columns" in self.source.results else ()

    @property
    def targets(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a column can go to in a file of this kind, in groups."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for key in targets(self.source.kind):  # type: ignore[arg-type]
            groups.setdefault(str(words.PARTS[key.partition(".")[0]]), []).append((key, words.target(key)))
        return list(groups.items())

    @property
    def samples(self) -> tuple[Samples, ...]:
        """Some rows of the ends that occur; those that will fail come first, with the reason, those skipped last."""
        return tuple(_samples(self.source))

    @property
    def sentence(self) -> str:
        """What became of the file, in one sentence."""
        if self.state == State.UNDONE:
            return _("This import was taken back.")
        if self.state == State.STOPPED:
            return _("The import was stopped. What had come in stays, and can be taken back.")
        customers = self.source.results.get("customers", 0)
        if customers:
            return ngettext("%(count)s new customer is in.", "%(count)s new customers are in.", customers) % {
                "count": formats.number(customers)
            }
        return _("The file is in.")

    @property
    def counted(self) -> str:
        """What the rows became: customers, contacts, orders."""
        results = self.source.results
        told = [vocabulary.counted(results[name], noun) for name, noun in _NOUNS if results.get(name)]
        if nobodys := results.get("lines_of_nobody"):
            text = ngettext("%(count)s line of nobody", "%(count)s lines of nobody", nobodys)
            told.append(text % {"count": formats.number(nobodys)})
        seconds = _("in %(seconds)s s") % {"seconds": formats.number(self.source.seconds, 1)}
        return " · ".join([*told, seconds])

    @property
    def failed_rows(self) -> tuple[FailedLine, ...]:
        """The first rows that did not come in, each with its reason."""
        return tuple(
            FailedLine(row.row, words.target(row.column) if row.column else "", str(SENTENCES.get(row.code, row.code)))
            for row in FailedRow.objects.visible_to(self.actor)
            .filter(source=self.source)
            .order_by("row")[:FAILED_SHOWN]
        )

    @property
    def failed_sentence(self) -> str:
        """How many rows did not come in."""
        count = self.source.rows_failed
        return ngettext("%(count)s row did not come in.", "%(count)s rows did not come in.", count) % {
            "count": formats.number(count)
        }


_NOUNS = (("customers", "customer"), ("contacts", "contact"), ("orders", "order"), ("lines", "line"))


def state_of(source: Import) -> Import.State:
    """Return the state; an import whose undo was asked for is being taken back until that is finished or given up."""
    state, change = source.standing, source.change_set
    is_undone = change is not None and change.undone_by_id is not None and not change.is_half_undone
    return State.UNDOING if is_undone and state in {State.DONE, State.STOPPED} else state


# A file of orders also names customers, and one of customers their contacts: what it mainly holds is named first.
# Each pair stands here in full, because texts are collected from where ngettext is called.
_BRING: tuple[tuple[str, Any], ...] = (
    ("orders", ngettext_lazy("Bring in %(count)s order", "Bring in %(count)s orders", "number")),
    ("customers", ngettext_lazy("Bring in %(count)s customer", "Bring in %(count)s customers", "number")),
    ("contacts", ngettext_lazy("Bring in %(count)s contact", "Bring in %(count)s contacts", "number")),
)


def _problems(preview: dict[str, Any]) -> list[str]:
    found = []
    if preview.get("again"):
        found.append(_("This very file was brought in before. What is in the base already will be skipped."))
    for code, count in sorted(preview.get("reasons", {}).items()):
        if code in SENTENCES and not code.startswith("row."):
            found.append(f"{vocabulary.counted(count, 'row')}: {SENTENCES[code]}")
    if preview.get("left_in_file"):
        names = ", ".join(words.target(key) for key in preview["left_in_file"])
        found.append(_("Stays in the file, because the base has no place for it yet: %(names)s.") % {"names": names})
    return found


def _samples(source: Import) -> list[Samples]:
    heads = tuple(column["header"] for column in source.shape.get("columns", ()))
    shown = []
    for code in ("failed", "new", "updated", "skipped"):
        rows = source.preview.get("samples", {}).get(code) or []
        if rows:
            has_reason = code in {"failed", "skipped"}
            # Before the cells: behind twenty columns nobody would find it.
            reason = (_("Reason"),) if has_reason else ()
            cells = tuple((row["row"], *((_why(row),) if has_reason else ()), *row["cells"]) for row in rows[:5])
            shown.append(Samples(_sample_word(code), (_("Row"), *reason, *heads), cells, has_reason))
    return shown


def _why(row: dict[str, Any]) -> str:
    return str(SENTENCES.get(row["code"], row["code"]))


def _sample_word(code: str) -> str:
    return {
        "failed": _("Rows that will not come in, the first of them"),
        "new": _("New, the first of them"),
        "updated": _("Updated, the first of them"),
        "skipped": _("Skipped, the first of them"),
    }[code]
