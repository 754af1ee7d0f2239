"""Small answers come back as the kind of table that was asked, and cautions read as sentences."""

from datetime import date

import numpy as np

from klientela.measures import cautions
from klientela.measures.tables.answers import answer
from tests.measures.engines import FRAMES, every_engine, rows


@every_engine
def test_columns_come_back_under_their_names_and_unknown_is_null(frame):
    asked = frame({"customer_id": [1]})
    days = np.array(["2024-01-01", "NaT"], dtype="datetime64[D]")
    found = answer(asked, cohort=days, period=[0, 1], share=[1.0, float("nan")], complete=[True, False])
    assert type(found) is type(asked)
    assert rows(found, by="period") == [
        {"cohort": date(2024, 1, 1), "period": 0, "share": 1.0, "complete": True},
        {"cohort": None, "period": 1, "share": None, "complete": False},
    ]


def test_days_are_timestamps_in_a_pandas_table():
    made = answer(FRAMES["pandas"]({"customer_id": [1]}), cohort=np.array(["2024-01-01"], dtype="datetime64[D]"))
    assert made["cohort"].dtype.kind == "M"


def test_a_caution_without_figures_may_hold_a_percent_sign():
    assert str(cautions.Caution("cohorts.none", "0 % came back.")) == "0 % came back."
