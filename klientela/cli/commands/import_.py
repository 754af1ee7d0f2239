"""`klientela import`: files into the base."""

import time
from pathlib import Path
from typing import Any

import click

from klientela.cli.frame import Frame

# Customers first, then their contacts, then what they ordered: later files point at earlier ones.
ORDER = ("customers", "customers_with_contacts", "contacts", "orders", "order_lines")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "kind", type=click.Choice(ORDER), help="What the files hold, where it is not to be recognised.")
@click.option("--profile", help="Which system's export it is.")
@click.option("--dry-run", is_flag=True, help="Show what would come in, and write nothing.")
@click.pass_obj
def command(frame: Frame, files: tuple[Path, ...], kind: str | None, profile: str | None, dry_run: bool) -> None:
    """Bring files in: preview, write, reconcile. Customers come before contacts, contacts before orders."""
    frame.open()
    looked = [_look(frame, file, kind, profile) for file in files]
    rank = {kind: place for place, kind in enumerate(ORDER)}
    in_order = sorted(looked, key=lambda pair: rank.get(pair[1].kind, 0))
    done = {row.pk: row if dry_run else _bring_in(frame, row) for _, row in in_order}
    answers = [_answer(file, done[row.pk], dry_run=dry_run) for file, row in looked]
    frame.answer({"files": answers}, "\n".join(_words(answer) for answer in answers))


def _look(frame: Frame, file: Path, kind: str | None, profile: str | None) -> tuple[Path, Any]:
    from klientela.cli.foreground import run_to_end
    from klientela.exchange.actions import imports

    options = {key: value for key, value in (("kind", kind), ("profile", profile)) if value}
    frame.say(f"{file.name}: looking")
    row = imports.receive(file, name=file.name, actor=frame.actor, options=options)
    assert row.job is not None
    run_to_end(frame, row.job)
    row.refresh_from_db()
    return file, row


def _bring_in(frame: Frame, row: Any) -> Any:
    from klientela.cli.foreground import run_to_end, settle
    from klientela.exchange.actions import imports

    began = time.monotonic()
    frame.say(f"{row.file.name}: bringing in {row.rows_read} rows")
    run_to_end(frame, imports.bring_in(row, actor=frame.actor))
    row.refresh_from_db()
    frame.say(f"{row.file.name}: {row.rows_read} rows in {row.seconds:.1f} s")
    settle()
    frame.say(f"{row.file.name}: settled after {time.monotonic() - began:.1f} s")
    return row


def _answer(file: Path, row: Any, *, dry_run: bool) -> dict[str, Any]:
    from django.conf import settings

    totals = row.preview["totals"] if dry_run else _totals(row)
    counts = row.preview["counts"]
    failed = row.results.get("failed_rows")
    return {
        "file": str(file),
        "kind": row.kind,
        "profile": row.profile,
        "encoding": row.shape.get("encoding"),
        "rows": {"read": row.rows_read, **totals},
        "customers": counts["customers"],
        "orders": counts["orders"],
        "change": row.change_set_id,
        "seconds": round(row.seconds, 2),
        "failed_rows": str(settings.HOME / failed) if failed else None,
        "figures": row.preview["results"],
    }


def _totals(row: Any) -> dict[str, int]:
    names = ("new", "updated", "merged", "skipped", "failed")
    return {name: getattr(row, f"rows_{name}") for name in names}


def _words(answer: dict[str, Any]) -> str:
    rows = answer["rows"]
    parts = ", ".join(f"{rows[name]} {name}" for name in ("new", "updated", "merged", "skipped", "failed"))
    change = f" Take it back with: klientela undo {answer['change']}" if answer["change"] else ""
    failed = f" Failed rows: {answer['failed_rows']}" if answer["failed_rows"] else ""
    return f"{answer['file']}: {rows['read']} rows: {parts}.{failed}{change}"
