"""`klientela prepare`: what `serve` does before it serves, in a process that ends and leaves no memory behind."""

import click

from klientela.cli.frame import Frame

# The demo is the same for everybody, so that people can talk about it.
SEED = 1


@click.command(hidden=True)
@click.option("--address", default="", help="Also make a one-time address under this one.")
@click.option("--sample", default=0, help="Fill an empty base with so many made-up customers.")
@click.pass_obj
def command(frame: Frame, address: str, sample: int) -> None:
    """Bring the base up to date, and say where its owner can come in."""
    migrated = frame.open()
    from klientela.accounts.actions.sign_ins import one_time_address
    from klientela.cli.preparation import collect_static_if_needed

    if sample:
        _fill_if_empty(frame, sample)
    collected = collect_static_if_needed()
    link = one_time_address(address) if address else ""
    frame.answer({"address": link, "changed": migrated or collected}, link)


def _fill_if_empty(frame: Frame, customers: int) -> None:
    from klientela.customers.models import Customer
    from klientela.exchange.sample import fill

    if Customer.objects.unscoped("made-up customers go into an empty base only").exists():
        return
    frame.say(f"Making up {customers} customers…")
    fill(customers=customers, seed=SEED)
