"""Files of these tests are read where the test runs: a child for each would take half of their time.

What the child guards against has tests of its own (`tests/exchange/imports/readers`), and pages, commands and drills
read through it.
"""

import pyarrow.parquet as pq
import pytest

from klientela.exchange.actions import looking
from klientela.exchange.imports.readers import batches, inspect
from klientela.exchange.imports.readers.frames import schema


def to_parquet(path, shape, target):
    """Do what the child does."""
    with pq.ParquetWriter(target, schema(len(shape.columns)), compression="lz4") as writer:
        return sum(writer.write_batch(batch) or batch.num_rows for batch in batches(path, shape))


@pytest.fixture(autouse=True)
def _without_a_child(monkeypatch):
    monkeypatch.setattr(looking, "inspect_guarded", inspect)
    monkeypatch.setattr(looking, "to_parquet_guarded", to_parquet)
