"""The command `klientela` and the list of everything it can do.

Commands are loaded when they are called, so that `klientela --help` answers at once and `klientela find` does not wait
for the imports of an analysis. To add one: write `cli/commands/<name>.py` with a click command called `command`, and
put its name with one line of help into `COMMANDS`.
"""

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from klientela import __version__
from klientela.cli.frame import Frame
from klientela.core.errors import Refused, Unavailable

# What `serve` needs of itself; not for people.
INNER = ("prepare",)
COMMANDS: tuple[tuple[str, str], ...] = (
    ("demo", "A sample base, served and opened."),
    ("serve", "The pages and a worker together."),
    ("worker", "One more worker."),
    ("import", "Bring files in: preview, write, reconcile."),
    ("imports", "What was brought in, with its figures."),
    ("undo", "Take a change back: an import, a bulk edit."),
    ("sample", "Fill an empty base with made-up customers."),
    ("analyse", "Bring conclusions up to date."),
    ("today", "Whom to call today, and why."),
    ("find", "Customers by a part of a name or a number."),
    ("customers", "The list of customers."),
    ("export", "Customers as a file."),
    ("export-facts", "What was bought, as files for notebooks."),
    ("user", "Add people, list them, let them in."),
    ("check", "Whether the base is in order."),
)
REFUSED = 1


class Commands(click.Group):
    """A group that knows the names and help lines of its commands and loads only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """Return the names in the order in which a reader needs them."""
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, given `--json` wherever it is missing."""
        if cmd_name not in (*self.list_commands(ctx), *INNER):
            return None
        # A module cannot bear the name of a keyword.
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = import_module(f"klientela.cli.commands.{name}")
        return _with_json(module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list without loading what it lists."""
        with formatter.section("Commands"):
            formatter.write_dl(COMMANDS)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a rule that said no, or an outside system that failed, is a sentence and status 1."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            ctx.obj.refuse(refusal.code, str(refusal))
        except Unavailable as failure:
            ctx.obj.refuse("unavailable", str(failure))
        return ctx.exit(REFUSED)


def _with_json(command: click.Command) -> click.Command:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _with_json(inner)
    elif not any("--json" in parameter.opts for parameter in command.params):
        command.params.append(
            click.Option(
                ["--json", "as_json"],
                is_flag=True,
                expose_value=False,
                callback=_choose_json,
                help="Print one JSON document on standard output, and words on standard error.",
            )
        )
    return command


def _choose_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Frame).as_json = True


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="klientela")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="The directory of the base; made if missing. Else KLIENTELA_HOME, else your data directory.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
@click.pass_context
def main(ctx: click.Context, home: Path | None, as_json: bool) -> None:
    """Klientela: who your customers are, what they are worth, and whom to call today."""
    ctx.obj = Frame(home=home, as_json=as_json)


if __name__ == "__main__":
    main(prog_name="klientela")
