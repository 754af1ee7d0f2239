"""The real data sets through the readers: all rows, in place, as the files hold them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from klientela.exchange.imports.readers import inspect_guarded, to_parquet_guarded

FIGURES = """
    SELECT count(*), min(row), max(row), count(surplus), count(DISTINCT c0), sum(CAST(c3 AS BIGINT)),
           sum(CAST(c5 AS DECIMAL(18, 3))), count(c6), count(DISTINCT c6), min(c4), max(c4)
    FROM read_parquet(?)
"""
PLAIN = """
    SELECT count(*), 2, count(*) + 1, 0, count(DISTINCT invoice), sum(quantity),
           sum(CAST(price AS DECIMAL(18, 3))), count(customer_id), count(DISTINCT customer_id),
           strftime(min(invoice_date), '%Y-%m-%d %H:%M:%S'), strftime(max(invoice_date), '%Y-%m-%d %H:%M:%S')
    FROM read_parquet(?)
"""


@pytest.mark.data
def test_a_million_lines_of_parquet_come_out_as_plain_sql_counts_them(data_dir: Path, tmp_path: Path) -> None:
    source = data_dir / "online_retail_ii" / "online_retail_ii.parquet"
    target = tmp_path / "staged.parquet"
    shape = inspect_guarded(source, name=source.name)
    assert to_parquet_guarded(source, shape, target) == 1_044_847
    found = duckdb.execute(FIGURES, [str(target)]).fetchone()
    assert found == duckdb.execute(PLAIN, [str(source)]).fetchone()


@pytest.mark.data
def test_the_same_lines_as_text_come_out_the_same(data_dir: Path, tmp_path: Path) -> None:
    source = data_dir / "online_retail_ii" / "online_retail_ii.parquet"
    table = pq.read_table(source)
    text, target = tmp_path / "lines.csv", tmp_path / "staged.parquet"
    pacsv.write_csv(
        table.drop_columns(["invoice_date"]).append_column("day", table["invoice_date"].cast("date32")), text
    )
    shape = inspect_guarded(text, name="lines.csv")
    assert to_parquet_guarded(text, shape, target) == 1_044_847
    found = duckdb.execute(
        "SELECT count(*), min(row), max(row), count(surplus), count(c2), count(c5), sum(CAST(c3 AS BIGINT)),"
        " bit_xor(hash(coalesce(c2, '') || '|' || c0 || '|' || c3)) FROM read_parquet(?)",
        [str(target)],
    ).fetchone()
    plain = duckdb.execute(
        "SELECT count(*), 2, count(*) + 1, 0, count(nullif(description, '')), count(customer_id), sum(quantity),"
        " bit_xor(hash(coalesce(description, '') || '|' || invoice || '|' || quantity)) FROM read_parquet(?)",
        [str(source)],
    ).fetchone()
    assert found == plain
