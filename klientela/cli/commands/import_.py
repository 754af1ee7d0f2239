"""`klientela import`: files into the base."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from klientela.cli.frame import Frame

# Customers first, then their contacts, then what they ordered: later files point at earlier ones.
ORDER = ("customers", "customers_with_contacts", "contacts", "orders", "order_lines")
OUTCOMES = ("new", "updated", "merged", "skipped", "failed")
NOT_ALL_CAME_IN = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "kind", type=click.Choice(ORDER), help="What the files hold, where it is not to be recognised.")
@click.option("--profile", help="Which system's export it is.")
@click.option("--assign-to", metavar="USERNAME", help="Who gets new customers without a known owner; else the pool.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, each file by itself, and write nothing.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    kind: str | None,
    profile: str | None,
    assign_to: str | None,
    dry_run: bool,
) -> None:
    """Bring files in: preview, write, reconcile. Customers come before contacts, contacts before orders.

    A file that cannot be read is told, the others come in all the same, and the exit status is 1.
    """
    frame: Frame = context.obj
    frame.open()
    options = _options(kind, profile, assign_to)
    imports = [FileOnItsWay(frame, file) for file in files]
    for each in imports:
        each.attempt(lambda each=each: each.look(options))  # type: ignore[misc]
        # What nothing has to precede is not kept waiting: what is looked at afterwards is then planned only once.
        if not each.rank() and not dry_run:
            each.attempt(each.bring_in)
    for each in sorted(imports, key=FileOnItsWay.rank):
        if dry_run:
            each.forget()
        elif each.rank():
            each.attempt(each.bring_in)
    if not dry_run:
        _conclude(frame)
    answers = [each.answer() for each in imports]
    frame.answer({"files": answers}, "\n".join(_words(answer) for answer in answers))
    if any(each.error for each in imports):
        context.exit(NOT_ALL_CAME_IN)


def _options(kind: str | None, profile: str | None, assign_to: str | None) -> dict[str, Any]:
    from klientela.accounts.models import User
    from klientela.core.errors import Refused

    options: dict[str, Any] = {key: value for key, value in (("kind", kind), ("profile", profile)) if value}
    if assign_to:
        user = User.objects.filter(username=assign_to).first()
        if user is None:
            raise Refused("user.unknown", "There is nobody called %(name)s.", name=assign_to)
        options["assign_to"] = user.pk
    return options


def _conclude(frame: Frame) -> None:
    from klientela.cli.foreground import conclude

    frame.say("bringing conclusions up to date")
    conclude(frame)


class FileOnItsWay:
    """One of the files: its import as far as it came, and the error that ended it, if any."""

    def __init__(self, frame: Frame, file: Path) -> None:
        self.frame = frame
        self.file = file
        self.row: Any = None
        self.totals: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        self.error: dict[str, str] | None = None

    def rank(self) -> int:
        """Return its place among the others, by what it holds."""
        kind = self.row.kind if self.row else ""
        return ORDER.index(kind) if kind in ORDER else 0

    def attempt(self, step: Callable[[], None]) -> None:
        """Do a step, unless an earlier one ended in an error; an error of this file is not one of the others."""
        from klientela.core.errors import Refused, Unavailable

        if self.error:
            return
        try:
            step()
        except Refused as refused:
            self.error = {"code": refused.code, "message": str(refused)}
        except Unavailable as failure:
            self.error = {"code": "unavailable", "message": str(failure)}
        if self.error:
            self.frame.say(f"{self.file.name}: {self.error['message']}")

    def look(self, options: dict[str, Any]) -> None:
        """Look at the file, and find what would come in."""
        from klientela.cli.foreground import run_to_end
        from klientela.exchange.actions import imports

        self.frame.say(f"{self.file.name}: looking")
        self.row = imports.receive(self.file, name=self.file.name, actor=self.frame.actor, options=options)
        run_to_end(self.frame, self.row.job)
        self.row.refresh_from_db()
        self.totals = {name: self.row.preview["totals"][name] for name in OUTCOMES}

    def forget(self) -> None:
        """Leave no trace of the look."""
        from klientela.exchange.actions import imports

        if self.row:
            imports.forget(self.row, actor=self.frame.actor)

    def bring_in(self) -> None:
        """Write what was found."""
        from klientela.cli.foreground import run_to_end
        from klientela.exchange.actions import imports

        self.frame.say(f"{self.file.name}: bringing in {self.row.rows_read} rows")
        run_to_end(self.frame, imports.bring_in(self.row, actor=self.frame.actor))
        self.row.refresh_from_db()
        self.totals = {name: getattr(self.row, f"rows_{name}") for name in OUTCOMES}
        self.frame.say(f"{self.file.name}: {self.row.rows_read} rows in {self.row.seconds:.1f} s")

    def answer(self) -> dict[str, Any]:
        """Return what became of it, with an `error` where it did not come in."""
        from django.conf import settings

        row, preview = self.row, (self.row.preview if self.row else {})
        failed = row.results.get("failed_rows") if row else None
        told = {
            "file": str(self.file),
            "kind": row.kind if row else "",
            "profile": row.profile if row else "",
            "encoding": row.shape.get("encoding") if row else None,
            "rows": {"read": sum(self.totals.values()), **self.totals},
            "customers": preview.get("counts", {}).get("customers", 0),
            "orders": preview.get("counts", {}).get("orders", 0),
            "change": row.change_set_id if row else None,
            "seconds": round(row.seconds, 2) if row else 0.0,
            "failed_rows": str(settings.HOME / failed) if failed else None,
            "figures": preview.get("results", {}),
        }
        return {**told, "error": self.error} if self.error else told


def _words(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return f"{answer['file']}: {answer['error']['message']}"
    rows = answer["rows"]
    parts = ", ".join(f"{rows[name]} {name}" for name in OUTCOMES)
    change = f" Take it back with: klientela undo {answer['change']}" if answer["change"] else ""
    failed = f" Failed rows: {answer['failed_rows']}" if answer["failed_rows"] else ""
    return f"{answer['file']}: {rows['read']} rows: {parts}.{failed}{change}"
