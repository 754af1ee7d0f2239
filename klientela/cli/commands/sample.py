"""`klientela sample`: fills an empty base with made-up but life-like customers."""

import dataclasses

import click

from klientela.cli.frame import Frame


@click.command()
@click.option("--customers", default=2000, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same base.")
@click.pass_obj
def command(frame: Frame, customers: int, seed: int) -> None:
    """Fill an empty base with so many made-up customers."""
    frame.open()
    from klientela.exchange.sample import fill

    frame.say(f"Making up {customers:,} customers…")
    report = fill(customers=customers, seed=seed, actor=frame.actor)
    words = (
        f"{report.customers:,} customers with {report.orders:,} orders in {report.seconds} s."
        f" Taken back by: klientela undo {report.change}"
    )
    frame.answer(dataclasses.asdict(report), words)
