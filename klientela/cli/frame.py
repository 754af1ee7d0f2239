"""What every command needs: the base, who acts, and how to speak to people and to programs.

Words and progress go to standard error; standard output carries the answer, and with `--json` one JSON document and
nothing else.
"""

import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from klientela.core.actor import Actor


@dataclass
class Frame:
    """One call of the command line; commands get it by `@click.pass_obj`."""

    home: Path | None = None
    as_json: bool = False

    def choose_home(self) -> None:
        """Tell the settings which base is meant; must be called before they are read."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klientela.config.settings")
        if self.home is not None:
            os.environ["KLIENTELA_HOME"] = str(self.home.expanduser().resolve())

    def open(self) -> bool:
        """Make the base ready for use: made if missing, migrated if older than the program; return whether it was."""
        self.choose_home()
        import django

        django.setup()
        from klientela.cli.preparation import migrate_if_needed

        return migrate_if_needed()

    @cached_property
    def actor(self) -> "Actor":
        """The owner of the base: whoever can run commands on it owns it."""
        from klientela.accounts.actions.users import command_line_actor

        return command_line_actor()

    @cached_property
    def console(self) -> "Console":
        """Where words and progress go."""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def say(self, words: str) -> None:
        """Write a sentence for a person on standard error."""
        self.console.print(words, markup=False)

    def answer(self, document: Any, words: str = "") -> None:
        """Print the answer: the JSON document when it was asked for, else the words."""
        if self.as_json:
            _write(json.dumps(document, ensure_ascii=False, default=str))
        elif words:
            _write(words)

    def refuse(self, code: str, message: str) -> None:
        """Say why not: a sentence for a person, and with `--json` the same for a program."""
        click.echo(message, err=True)
        if self.as_json:
            self.answer({"error": {"code": code, "message": message}})


def _write(text: str) -> None:
    # As bytes: a Windows console or a cron job without a locale must not garble names.
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(f"{text}\n")
        return
    stream.write(f"{text}\n".encode())
    stream.flush()
