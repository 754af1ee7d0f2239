"""`klientela export-facts`: what was bought, as files for a notebook or for other machines."""

from pathlib import Path

import click

from klientela.cli.frame import Frame


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(frame: Frame, directory: Path) -> None:
    """Write orders.parquet and customers.parquet into DIRECTORY, for klientela.measures; nobody is named in them."""
    frame.open()
    from klientela.insight.actions import fact_files

    directory.mkdir(parents=True, exist_ok=True)
    rows = fact_files.write(directory.resolve(), actor=frame.actor)
    told = f"{rows['orders']:,} orders of {rows['customers']:,} customers were written to {directory}."
    frame.answer({"directory": str(directory), **rows}, told)
