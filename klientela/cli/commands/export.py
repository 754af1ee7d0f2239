"""`klientela export`: customers as a file, its format told by its suffix."""

from pathlib import Path

import click

from klientela.cli.frame import Frame
from klientela.core.errors import Refused


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--columns", default="", help="Keys of fields, separated by commas, such as customer.name,customer.total."
)
@click.pass_obj
def command(frame: Frame, file: Path, columns: str) -> None:
    """Write all customers to FILE: .csv, .xlsx, .parquet or .json."""
    frame.open()
    from klientela.cli.lists import query_for
    from klientela.exchange.exports.customers import write

    if not file.parent.is_dir():
        raise Refused("export.no_folder", "There is no folder %(folder)s.", folder=str(file.parent))
    rows = write(query_for(columns, frame.actor), file, format_name=file.suffix.lstrip(".").lower(), actor=frame.actor)
    frame.answer({"file": str(file), "rows": rows}, f"{rows:,} rows were written to {file}.")
