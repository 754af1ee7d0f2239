"""The process in which one drill runs: Django on the base of the drill, with a cast and customers.

Writers are forked from here, after the models were loaded and before any connection was made, so that 64 of them are
there in a second.
"""

import importlib
import os
import random
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from drills.bases import Base
from drills.outcome import Outcome
from drills.sizes import Sizes

if TYPE_CHECKING:
    from klientela.core.actor import Actor


def play(module: str, base: Base, sizes: Sizes, seed: int, answer: Connection) -> None:
    """Run the drill of `module` on `base` and send its outcomes: what a new process begins with."""
    enter(base)
    drill = importlib.import_module(module)
    outcomes: list[Outcome] = drill.run(base, sizes, random.Random(seed))
    answer.send(outcomes)


def enter(base: Base) -> None:
    """Let this process work on `base`, made if missing."""
    environment = base.environment()
    os.environ.clear()
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="klientela.config.settings")
    import django  # noqa: PLC0415 - the settings are read from the environment

    django.setup()
    from klientela.cli.preparation import migrate_if_needed  # noqa: PLC0415

    migrate_if_needed()


def leave_connections() -> None:
    """Close the connections of this process, as must be done before it is forked."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def owner() -> "Actor":
    """Return the owner of the base, who may do everything."""
    from klientela.accounts.actions.users import command_line_actor  # noqa: PLC0415

    return command_line_actor()


def add_customers(count: int) -> list[int]:
    """Add customers to the base and return their ids."""
    from klientela.customers.actions import customers  # noqa: PLC0415

    actor = owner()
    return [customers.add(f"Customer {number}", actor=actor, note="at first").pk for number in range(count)]
