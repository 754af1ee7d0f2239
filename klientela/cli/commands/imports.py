"""`klientela imports`: what was brought in."""

import click

from klientela.cli.frame import Frame


@click.command()
@click.pass_obj
def command(frame: Frame) -> None:
    """List the imports with their figures, the newest first."""
    frame.open()
    from klientela.exchange.queries.imports import recent

    found = recent(frame.actor)
    items = [
        {
            "id": each.id,
            "file": each.name,
            "kind": each.kind,
            "state": each.state,
            "rows": each.rows,
            "change": each.change,
            "seconds": each.seconds,
            "at": each.created_at.isoformat(),
        }
        for each in found
    ]
    lines = [
        f"{each.change or '-':>6}  {each.created_at:%Y-%m-%d %H:%M}  {each.state:<8} {each.kind:<12} {each.name}"
        for each in found
    ]
    frame.answer({"count": len(items), "items": items}, "\n".join(lines))
