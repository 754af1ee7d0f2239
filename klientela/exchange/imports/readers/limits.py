"""What a file may be at most: past these it is refused with a sentence instead of eating the machine.

The figures are far above what people keep in tables, and far below what hurts a laptop."""

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE_BYTES: Final = 2_000 * MEGABYTE
"""The largest file that is looked at."""

UNPACKED_BYTES: Final = 1_000 * MEGABYTE
"""The largest sum of unpacked parts in a workbook."""

UNPACKED_TEXT_BYTES: Final = 8_000 * MEGABYTE
"""The largest text inside a .gz: text is streamed, so only time is at stake."""

RATIO: Final = 200
"""Unpacked to packed; spreadsheets reach 40, zip bombs begin at 1,000."""

RATIO_FROM_BYTES: Final = 20 * MEGABYTE
"""Below this unpacked size no ratio is suspicious."""

ZIP_ENTRIES: Final = 5_000
COLUMNS: Final = 2_000
CELL_CHARS: Final = MEGABYTE
LINE_BYTES: Final = 24 * MEGABYTE
SHEET_CELLS: Final = 60_000_000
"""Cells of the rectangle a sheet spans, empty ones counted: one stray cell at the far corner makes 17 billion."""

CHILD_ADDRESS_BYTES: Final = 4_000 * MEGABYTE
CHILD_CPU_SECONDS: Final = 600
INSPECT_SECONDS: Final = 30.0
CONVERT_SECONDS: Final = 900.0

HEAD_SEARCH_ROWS: Final = 40
"""A head is looked for in this many rows from the top."""

SAMPLE_ROWS: Final = 50
SPREAD_ROWS: Final = 150
VALUE_SAMPLES: Final = 5
