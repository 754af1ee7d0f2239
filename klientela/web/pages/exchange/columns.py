"""The columns of a file as the page of its import shows them: what they go to, what is not understood, what is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klientela.exchange.models import Import
from klientela.exchange.queries.imports import Column, columns_of
from klientela.web import formats
from klientela.web.pages.exchange import words

SAMPLES = 4


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column before it comes in: its head, some values, what it goes to, and in words which cells are lost."""

    position: int
    header: str
    samples: tuple[str, ...]
    filled: float
    target: str
    lost: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the cells of one target: how many the file fills, how many records hold one; None is not counted.

    Several columns may go to one target, so that they are told of together.
    """

    headers: str
    target: str
    filled: int | None
    stored: int | None


def shown_columns(source: Import) -> tuple[ShownColumn, ...]:
    """Return all columns of the file, also those that are left out."""
    shares = {each["position"]: each["filled"] for each in source.shape.get("columns", ())}
    return tuple(
        ShownColumn(
            each.position,
            _header(each),
            each.samples[:SAMPLES],
            shares[each.position],
            each.target,
            _lost(each),
        )
        for each in columns_of(source)
    )


def kept_columns(source: Import) -> tuple[Kept, ...]:
    """Return what became of every column that goes somewhere, in the order of the file."""
    by_target: dict[str, list[Column]] = {}
    for each in columns_of(source):
        if each.target:
            by_target.setdefault(each.target, []).append(each)
    return tuple(
        Kept(", ".join(_header(each) for each in columns), words.target(target), columns[0].filled, columns[0].stored)
        for target, columns in by_target.items()
    )


def _header(column: Column) -> str:
    return column.header or _("column %(number)s") % {"number": column.position + 1}


def _lost(column: Column) -> str:
    if not column.unread:
        return ""
    text = ngettext(
        "%(count)s cell is not understood: %(samples)s", "%(count)s cells are not understood: %(samples)s",
        column.unread,
    )  # fmt: skip
    shown = ", ".join(f"“{sample}”" for sample in column.unread_samples)
    return text % {"count": formats.number(column.unread), "samples": shown}
