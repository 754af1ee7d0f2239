"""`klientela demo`: a made-up base, served and opened, to try everything on."""

from pathlib import Path

import click

from klientela.cli.commands.serve import serve
from klientela.cli.frame import Frame

CUSTOMERS = 2000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--open/--no-open", "open_browser", default=True, help="Open the browser, signed in.")
@click.pass_obj
def command(frame: Frame, host: str, port: int, open_browser: bool) -> None:
    """Serve a base of 2,000 made-up customers; it has a directory of its own unless --home names one."""
    if frame.home is None:
        frame.home = _demo_home()
    serve(frame, host, port, open_browser=open_browser, sample=CUSTOMERS)


def _demo_home() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("klientela")) / "demo"
