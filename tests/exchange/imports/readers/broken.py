"""Broken and hostile files, made here so that nobody has to keep them: name → bytes, and what must become of each."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from xlsxwriter import Workbook

HEAD = b"name,city,phone\n"
SOUND = HEAD + b"Acme,York,1\nBorealis,Leeds,2\n"
READ = [["Acme", "York", "1"], ["Borealis", "Leeds", "2"]]
WORKBOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
ROOT_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    b'Target="worksheets/sheet1.xml"/></Relationships>'
)


def xlsx(rows: Sequence[Sequence[object]], **options: bool) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet("Sheet")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                sheet.write(at, column, cell)
    book.close()
    return out.getvalue()


def xls(rows: Sequence[Sequence[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def raw_xlsx(sheet: bytes, **parts: bytes) -> bytes:
    return zipped(
        {
            "_rels/.rels": ROOT_RELATIONS,
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"name": ["Acme", "Borealis"], "city": ["York", "Leeds"], "phone": [1.0, 2.0]}), out)
    return out.getvalue()


def compound(stream: str) -> bytes:
    """The start of an OLE file with one named stream: enough to be told apart, nothing to be parsed."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def merged() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Our customers"], [None], ["name", "city", "phone"], *READ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def password_zip() -> bytes:
    content = bytearray(xlsx([["name"], ["Acme"]]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def lying_size() -> bytes:
    """A zip whose directory tells a smaller unpacked size than the part has."""
    content = bytearray(raw_xlsx(b"<worksheet>" + b" " * 100_000 + b"</worksheet>"))
    place = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


CELL_REFERENCES = b"".join(
    b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c><c r="B%d" t="inlineStr"><is><t>y</t></is></c></row>'
    % (at, at, at)
    for at in (1, 2)
)
FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>z</t></is></c></row>'
BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "file.empty"),
    "spaces and line ends": (lambda: b"  \r\n \n\n", "file.empty"),
    "a mark and nothing": (lambda: b"\xef\xbb\xbf", "file.empty"),
    "an empty gzip": (lambda: gzip.compress(b""), "file.empty"),
    "a head alone": (lambda: HEAD, "file.no_rows"),
    "an empty workbook": (lambda: xlsx([]), "file.empty"),
    "a workbook with a head alone": (lambda: xlsx([["name", "city"]]), "file.no_rows"),
    "zero bytes": (lambda: bytes(10_000), "file.binary"),
    "noise": (lambda: b"\x01" + noise(50_000), "file.binary"),
    "a picture called csv": (lambda: b"\x89PNG\r\n\x1a\n" + noise(2_000), "file.binary"),
    "a program": (lambda: b"MZ\x90\x00" + noise(2_000), "file.binary"),
    "a database": (lambda: b"SQLite format 3\x00" + bytes(2_000), "file.binary"),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj\n", "file.document"),
    "rich text": (lambda: b"{\\rtf1\\ansi Acme}", "file.document"),
    "a business card": (lambda: b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "file.document"),
    "a web page called xls": (lambda: b"<html><body><table><tr><td>a</td></tr></table>", "file.html"),
    "an XML file": (lambda: b'<?xml version="1.0"?><a/>', "file.xml"),
    "an XML file with entities": (lambda: b'<?xml version="1.0"?>' + BOMB + b"<a>&b;</a>", "file.entities"),
    "a JSON file": (lambda: b'[{"name": "Acme"}]', "file.json"),
    "a seven-zip archive": (lambda: b"7z\xbc\xaf\x27\x1c" + noise(500), "file.archive"),
    "a zip in a gzip": (lambda: gzip.compress(zipped({"a.csv": SOUND})), "file.archive"),
    "a zip without a workbook": (lambda: zipped({"a.csv": SOUND}), "file.wrong_zip"),
    "a zip that climbs out": (lambda: raw_xlsx(SHEET, **{"../../evil": b"x"}), "file.wrong_zip"),
    "a Word document": (lambda: zipped({"word/document.xml": b"<w/>"}), "file.document"),
    "an old Word document": (lambda: compound("WordDocument"), "file.document"),
    "a workbook under a password": (lambda: compound("EncryptedPackage"), "file.encrypted"),
    "a zip under a password": (password_zip, "file.encrypted"),
    "half a workbook": (lambda: xlsx([["name", "city"], ["Acme", "York"]])[:2_000], "file.truncated"),
    "half an old workbook": (
        lambda: xls([["name"], ["Acme"]])[:1_600] + "Workbook".encode("utf-16-le"),
        "file.truncated",
    ),
    "half a Parquet file": (lambda: parquet()[:-20], "file.truncated"),
    "a Parquet file with a broken foot": (lambda: parquet()[:-400] + noise(392) + parquet()[-8:], "file.truncated"),
    "half a gzip": (lambda: gzip.compress(HEAD + noise(50_000).hex().encode())[:9_000], "file.truncated"),
    "a zip that lies about a size": (lying_size, "file.truncated"),
    "a zip bomb": (lambda: raw_xlsx(SHEET + b" " * 60_000_000), "file.zip_bomb"),
    "thousands of parts": (lambda: raw_xlsx(SHEET, **{f"p{at}": b"" for at in range(6_000)}), "file.zip_bomb"),
    "an entity bomb in a workbook": (lambda: raw_xlsx(BOMB + SHEET + b"&b;"), "file.entities"),
    "a workbook that asks for another file": (lambda: raw_xlsx(XXE + SHEET + b"&x;"), "file.entities"),
    "a cell in the far corner": (
        lambda: raw_xlsx(SHEET + CELL_REFERENCES + FAR + b"</sheetData></worksheet>"),
        "file.unreadable",
    ),
    "ten thousand columns": (
        lambda: b",".join(b"c%d" % at for at in range(10_000)) + b"\n1,2\n",
        "file.too_many_columns",
    ),
    "a row of five million cells": (lambda: SOUND + b"x," * 5_000_000, "file.too_many_columns"),
    "a huge cell": (lambda: HEAD + b"Acme," + b"x" * 2_000_000 + b",1\n", "file.cell_too_large"),
    "an endless line": (lambda: HEAD + b"x" * 30_000_000, "file.line_too_long"),
    "a quotation mark left open over uneven rows": (
        lambda: HEAD + b'"Acme,York,1\n' + b"Leeds\nCork,1\n" * 20,
        "file.open_quote",
    ),
}

EXACT: dict[str, tuple[Callable[[], bytes], Sequence[Sequence[str | None]]]] = {
    "a sound file": (lambda: SOUND, READ),
    "mixed line ends": (lambda: HEAD + b"Acme,York,1\r\nBorealis,Leeds,2\r", READ),
    "no last line end": (lambda: SOUND[:-1], READ),
    "two marks at the start": (lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + SOUND, READ),
    "a mark in the middle": (lambda: HEAD + b"Acme,York,1\n\xef\xbb\xbfBorealis,Leeds,2\n", READ),
    "a workbook called csv": (
        lambda: xlsx([["name", "city", "phone"], ["Acme", "York", 1], ["Borealis", "Leeds", 2]]),
        READ,
    ),
    "an old workbook called xlsx": (lambda: xls([["name", "city", "phone"], *READ]), READ),
    "a Parquet file called txt": (parquet, READ),
    "a gzip called csv": (lambda: gzip.compress(SOUND), READ),
    "merged titles": (merged, READ),
    "formulas in text": (
        lambda: HEAD + b"=1+1,@SUM(A1),+1\n\"=cmd|' /C calc'!A0\",-2+3,x\n",
        [["=1+1", "@SUM(A1)", "+1"], ["=cmd|' /C calc'!A0", "-2+3", "x"]],
    ),
    "dates of the 1904 calendar": (
        lambda: xlsx([["name", "day", "n"], ["Acme", dt.date(2026, 2, 1), 1]], date_1904=True),
        [["Acme", "2026-02-01", "1"]],
    ),
    "dates of the 1900 calendar": (
        lambda: xlsx([["name", "day", "n"], ["Acme", dt.date(1900, 3, 1), 1]]),
        [["Acme", "1900-03-01", "1"]],
    ),
    "short rows": (lambda: HEAD + b"Acme\nBorealis,Leeds\n", [["Acme", None, None], ["Borealis", "Leeds", None]]),
    "delimiters at the end of rows": (lambda: HEAD + b"Acme,York,1,,,\nBorealis,Leeds,2,,,\n", READ),
    "an inch sign in a cell": (lambda: HEAD + b'Pipe 12" long,York,1\n', [['Pipe 12" long', "York", "1"]]),
    "right to left": (
        lambda: HEAD + "שלום,\u202eYork\u202c,1\n".encode(),
        [["שלום", "\u202eYork\u202c", "1"]],
    ),
    "letters that look alike": (lambda: HEAD + "Аcme,Yоrk,1\n".encode(), [["Аcme", "Yоrk", "1"]]),
    "doubled quotation marks": (lambda: HEAD + b'"Acme ""North""",York,1\n', [['Acme "North"', "York", "1"]]),
    "numbers as a workbook keeps them": (
        lambda: xlsx([["a", "b", "c"], [79161234567.0, 0.1, True], [1e15, 1234567.5, False]]),
        [["79161234567", "0.1", "true"], ["1000000000000000", "1234567.5", "false"]],
    ),
}

MARKED: dict[str, tuple[bytes, list[tuple[int, list[str | None], str | None]]]] = {
    "more cells than the head": (
        HEAD + b"Acme,York,1,more,yet\nBorealis,Leeds,2\n",
        [(2, ["Acme", "York", "1"], "more,yet"), (3, ["Borealis", "Leeds", "2"], None)],
    ),
    "a loose quotation mark": (
        HEAD + b'"Cafe "Rose"",York,1\nBorealis,Leeds,2\n',
        [(2, ['Cafe Rose""', "York", "1"], '"Cafe "Rose"",York,1'), (3, ["Borealis", "Leeds", "2"], None)],
    ),
    "a quotation mark left open": (
        HEAD + b'"Acme,York,1\nBorealis,Leeds,2\nCork,Cork,3\n',
        [
            (2, ['"Acme', "York", "1"], '"Acme,York,1'),
            (3, ["Borealis", "Leeds", "2"], None),
            (4, ["Cork", "Cork", "3"], None),
        ],
    ),
    "a zero byte": (
        HEAD + b"Ac\x00me,York,1\nBorealis,Leeds,2\n",
        [(2, ["Acme", "York", "1"], "Ac\u2400me,York,1"), (3, ["Borealis", "Leeds", "2"], None)],
    ),
    "a flipped bit in UTF-8": (
        "имя,город,телефон\nАнна,Пермь,1\n".encode() + b"\xd0\xff\xd0\xb0,York,2\n" + "Ольга,Тверь,3\n".encode(),
        [
            (2, ["Анна", "Пермь", "1"], None),
            (3, ["\ufffd\ufffdа", "York", "2"], "\ufffd\ufffdа,York,2"),
            (4, ["Ольга", "Тверь", "3"], None),
        ],
    ),
    "half a letter at the end of UTF-16": (
        "name,city,phone\nАнна,Пермь,1\nОльга,Тверь,3".encode("utf-16")[:-1],
        [(2, ["Анна", "Пермь", "1"], None), (3, ["Ольга", "Тверь", "\ufffd"], "Ольга,Тверь,\ufffd")],
    ),
}


def written(directory: Path, name: str, content: bytes) -> Path:
    path = directory / (name.replace(" ", "-") + ".csv")
    path.write_bytes(content)
    assert path.stat().st_size == len(content)
    return path
