"""The real summaries, made once for all tests of the models."""

from datetime import date
from pathlib import Path

import polars
import pytest

from klientela.measures.tables.purchases import purchases
from tests.measures.published import cdnow_master, cdnow_sample, online_retail


@pytest.fixture(scope="session")
def sample(data_dir: Path) -> polars.DataFrame:
    """Return CDNOW's 2,357 customers in weeks until 1997-09-30, with the 39 weeks after it."""
    return purchases(cdnow_sample(data_dir), as_of=date(1998, 6, 30), calibration_end=date(1997, 9, 30))


@pytest.fixture(scope="session")
def master(data_dir: Path) -> polars.DataFrame:
    """Return all 23,570 customers of CDNOW until 1997-09-30."""
    return purchases(cdnow_master(data_dir), as_of=date(1997, 9, 30))


@pytest.fixture(scope="session")
def retail(data_dir: Path) -> polars.DataFrame:
    """Return 4,933 customers of a wholesaler until 2011-05-31, with the 27.43 weeks after it."""
    return purchases(online_retail(data_dir), as_of=date(2011, 12, 9), calibration_end=date(2011, 5, 31))
