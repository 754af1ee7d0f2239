"""How the days and numbers of a file are read just now: what a person chose, else what was found in its columns."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from klientela.exchange.hygiene.normalise import dates
from klientela.exchange.imports.targets import BY_KEY, Reading
from klientela.exchange.models import Import
from klientela.web import formats

EPOCH = date(1970, 1, 1)
NUMBERS: tuple[Reading, ...] = ("decimal", "whole")
UNTOLD = "dmy"


def columns_read_as(source: Import, *readings: Reading) -> list[dict[str, Any]]:
    """Return the columns of the shape that go to a target which is read so."""
    wanted = {
        int(position)
        for position, target in source.mapping.items()
        if target in BY_KEY and BY_KEY[target].reading in readings
    }
    return [column for column in source.shape.get("columns", ()) if column["position"] in wanted]


def date_order(source: Import) -> str:
    """Return the order of day, month and year; a year of four digits in front is known in any order."""
    if chosen := source.options.get("date_order"):
        return str(chosen)
    found = [column.get("date_order") for column in columns_read_as(source, "day")]
    return next((order for order in found if order and order != "ymd"), None) or next(filter(None, found), UNTOLD)


def decimal_mark(source: Import) -> str:
    """Return the decimal mark of the numbers, empty where each number is read by itself."""
    if chosen := source.options.get("decimal_mark"):
        return str(chosen)
    found = [column.get("decimal_mark") for column in columns_read_as(source, *NUMBERS)]
    return next(filter(None, found), None) or source.shape.get("decimal_mark") or ""


def example(source: Import) -> str:
    """Return a sentence that shows how the first day of the file is read, so that a wrong order is seen."""
    samples = [sample for column in columns_read_as(source, "day") for sample in column["samples"][:1]]
    if not samples:
        return ""
    (read,) = dates(samples[:1], date_order(source))  # type: ignore[arg-type]
    if read is None:
        return _("“%(sample)s” cannot be read so.") % {"sample": samples[0]}
    day = formats.day(EPOCH + timedelta(days=read))
    return _("“%(sample)s” is read as %(day)s.") % {"sample": samples[0], "day": day}
