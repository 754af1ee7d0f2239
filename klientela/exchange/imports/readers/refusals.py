"""Every sentence with which a file is refused: one table of code and English message, translated where it is shown."""

from typing import Any, Final

from klientela.core.errors import Refused

MESSAGES: Final[dict[str, str]] = {
    "file.empty": "The file is empty.",
    "file.no_rows": "The file has a head but no rows under it.",
    "file.not_a_table": "This is not a table: no columns were found in it.",
    "file.html": "This is a web page, not a spreadsheet. Open it in a spreadsheet program and save it as XLSX.",
    "file.xml": "This is an XML file. Save the table as XLSX or CSV.",
    "file.json": "This is a JSON file. Save the table as XLSX or CSV.",
    "file.document": "This is a document (%(what)s), not a table. Save the table as XLSX or CSV.",
    "file.archive": "This is an archive. Unpack it and bring in the files inside.",
    "file.wrong_zip": "This is an archive without a table that can be read. Save the table as XLSX or CSV.",
    "file.binary": "This is not a table but a binary file.",
    "file.encrypted": "The file is protected by a password. Save it without one.",
    "file.truncated": "The file is damaged: it ends too early or parts of it are broken. Get a fresh copy.",
    "file.zip_bomb": "The file unpacks to more than %(megabytes)s MB. Split it into smaller files.",
    "file.entities": "The file holds entity definitions, which no table needs. Save it again as XLSX or CSV.",
    "file.too_large": "The file is larger than %(megabytes)s MB. Split it into smaller files.",
    "file.too_many_columns": "The file has more than %(most)s columns.",
    "file.sheet_too_large": "The sheet spans %(rows)s × %(columns)s cells. Delete stray cells far out, then save.",
    "file.cell_too_large": "A cell in row %(row)s is longer than %(most)s characters. Is a quotation mark left open?",
    "file.line_too_long": "A line of the file is longer than %(megabytes)s MB.",
    "file.open_quote": "A quotation mark opened in row %(row)s is never closed, so its rows cannot be told apart.",
    "file.no_sheet": "There is no sheet “%(sheet)s” in the file.",
    "file.encoding": "The file cannot be read as %(encoding)s.",
    "file.too_slow": "Reading the file took longer than %(seconds)s seconds, so it was stopped.",
    "file.unreadable": "The file could not be read. Save it again as XLSX or CSV.",
}


def refused(code: str, **params: Any) -> Refused:
    """The refusal to raise for `code`, with its sentence and the named parameters of it."""
    return Refused(code, MESSAGES[code], **params)
