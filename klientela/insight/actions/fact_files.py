"""The facts of the whole base leave as Parquet files: for those who may, and who see all of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection, transaction

import klientela
from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.money import exponent
from klientela.core.preferences import preferences
from klientela.insight.facts import source_of
from klientela.insight.whole_base import ReadingFailed

TOO_LONG_SECONDS = 1_800


def write(directory: Path, *, actor: Actor) -> dict[str, int]:
    """Write `orders.parquet` and `customers.parquet` of what is committed; returns their numbers of rows.

    Amounts are in the home currency, credit notes taken off. Nobody is named: an id of ours, a kind and an industry.
    """
    actor.require(Right.EXPORT)
    if actor.sees is not None:
        raise Refused("export.whole_base", "Only somebody who sees the whole base may take its facts out.")
    if not directory.is_dir():
        raise Refused("export.no_folder", "There is no folder %(folder)s.", folder=str(directory))
    rows = _written(directory)
    with transaction.atomic():
        history.open_change("facts.exported", actor=actor, count=rows["orders"])
    return rows


def _written(directory: Path) -> dict[str, int]:
    source = source_of(connection.vendor, connection.settings_dict)
    places = exponent(preferences().home_currency)
    asked = json.dumps({"source": source, "directory": str(directory), "places": places})
    environment = os.environ | {"PYTHONPATH": str(Path(klientela.__file__).parent.parent)}
    command = [sys.executable, "-m", "klientela.insight.fact_files"]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module; the question goes by standard input
        command, input=asked, capture_output=True, text=True, env=environment, timeout=TOO_LONG_SECONDS, check=False
    )
    if done.returncode:
        raise ReadingFailed(done.stderr[-2_000:])
    rows: dict[str, int] = json.loads(done.stdout)
    return rows
