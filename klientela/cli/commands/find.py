"""`klientela find`: customers by a part of a name, a phone, an e-mail, a tax number or an id of another system."""

import click

from klientela.cli.frame import Frame

PATHS = {"name": "name", "locality": "locality", "marker": "conclusion__marker"}


@click.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@click.pass_obj
def command(frame: Frame, text: str, limit: int) -> None:
    """Find customers by any part of TEXT."""
    frame.open()
    from klientela.cli.lists import listed

    found = listed({"q": [text]}, PATHS, limit=limit, actor=frame.actor)
    lines = [f"{each['id']:>8}  {each['name']}  {each['locality']}".rstrip() for each in found.items]
    frame.answer({"count": found.count, "items": found.items}, "\n".join(lines) or "Nobody is found.")
