"""`klientela analyse`: brings conclusions up to date."""

import time
from datetime import datetime

import click

from klientela.cli.frame import Frame


@click.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Score everybody as of this day.")
@click.option("--full", is_flag=True, help="Go through the whole base, not only what changed.")
@click.option("--refit", is_flag=True, help="Make new cut points, as every night.")
@click.pass_obj
def command(frame: Frame, as_of: datetime | None, full: bool, refit: bool) -> None:
    """Bring conclusions up to date: markers, purchases, rhythm, RFM."""
    frame.open()
    from django.db import transaction

    from klientela.cli.foreground import run_to_end
    from klientela.core.jobs import enqueue
    from klientela.insight.jobs import Analyse, Refresh
    from klientela.insight.queries.as_of import data_end

    began = time.monotonic()
    is_full = full or refit or as_of is not None
    with transaction.atomic():
        if is_full:
            payload = Analyse(refit=refit, as_of=as_of.date() if as_of else None)
            job = enqueue("insight.analyse", payload, actor=frame.actor, unit="customers")
        else:
            job = enqueue("insight.refresh", Refresh(), actor=frame.actor, unit="customers")
    ended = run_to_end(frame, job)
    told = (ended.result or {}).get("params", {})
    seconds = round(time.monotonic() - began, 2)
    answer = {
        "customers": told.get("customers", 0),
        "as_of": told.get("as_of_on") or data_end().as_of.isoformat(),
        "full": is_full,
        "seconds": seconds,
    }
    frame.answer(answer, f"{answer['customers']} customers as of {answer['as_of']}, {seconds} s.")
