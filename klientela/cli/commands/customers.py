"""`klientela customers`: the list of customers, for scripts and for reading."""

from typing import Any

import click

from klientela.cli.frame import Frame

PATHS = {
    "name": "name", "kind": "kind", "marker": "conclusion__marker", "rfm": "conclusion__rfm",
    "purchases": "conclusion__purchases", "first_purchase_on": "conclusion__first_purchase_on",
    "last_purchase_on": "conclusion__last_purchase_on", "total": "conclusion__total",
}  # fmt: skip


@click.command()
@click.option(
    "--columns", default="", help="Keys of fields, separated by commas, such as customer.name,customer.total."
)
@click.option(
    "--sort",
    default="",
    help="A name of what is printed, or the key of a field; with a minus in front from the highest.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@click.option("--search", default="", help="A part of a name, a phone, an e-mail or a number.")
@click.pass_obj
def command(frame: Frame, columns: str, sort: str, limit: int, search: str) -> None:
    """List customers; amounts are in the home currency."""
    frame.open()
    from klientela.cli.lists import listed

    parameters = {"columns": [columns], "q": [search]}
    found = listed(parameters, PATHS, limit=limit, actor=frame.actor, sort=sort)
    frame.answer({"count": found.count, "items": found.items}, _words(found.items))


def _words(items: list[dict[str, Any]]) -> str:
    if not items:
        return "No customers."
    shown = [{name: "" if value is None else str(value) for name, value in each.items()} for each in items]
    widths = {name: min(40, max(len(name), *(len(each[name]) for each in shown))) for name in shown[0]}
    rows = [{name: name for name in widths}, *shown]
    return "\n".join("  ".join(f"{row[name][:40]:<{width}}" for name, width in widths.items()).rstrip() for row in rows)
