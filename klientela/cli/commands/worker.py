"""`klientela worker`: one more worker on the base, until it is told to stop."""

import os
import signal
import sys
from typing import Any

import click

from klientela.cli.frame import Frame
from klientela.cli.orphans import SERVED, end_with_parent
from klientela.cli.threads import one_thread_each


@click.command()
@click.option("--slots", type=click.IntRange(1, 8), default=2, show_default=True, help="Jobs at the same time.")
@click.pass_obj
def command(frame: Frame, slots: int) -> None:
    """Run jobs and deliver events; Ctrl-C hands unfinished jobs back."""
    one_thread_each(os.environ)
    frame.open()
    from klientela.core.jobs.worker import Worker

    worker = Worker(slots=slots)

    def stop(_number: int, _stack: Any) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    end_with_parent()
    if os.environ.get(SERVED) != "1":
        frame.say("The worker is ready.")
    sys.exit(0 if worker.run() else 1)
