"""How long contracts last: a published life table, arithmetic by hand, dates, and what must be refused."""

from datetime import date, timedelta

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable, Declined
from klientela.measures.tables.renewals import renewal_survival
from tests.measures.engines import every_engine, rows

AS_OF = date(2024, 6, 30)
# Freireich and others (1963), weeks in remission under 6-MP, as every textbook of survival has them; here in months.
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
RUNNING = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def back(months: int) -> date:
    """Return the day so many months before the end of June 2024."""
    year, month = divmod(2024 * 12 + 5 - months, 12)
    return date(year, month + 1, 1)


def table(contracts) -> polars.DataFrame:
    columns = {"customer_id": polars.Int64, "started_on": polars.Date, "ended_on": polars.Date}
    return polars.DataFrame(contracts, schema=columns, orient="row")


def seen(*contracts, period="month", as_of=AS_OF, **keywords) -> list[tuple[int, int]]:
    """Return at risk and ended for each period but the first row."""
    named = table([(who, started, ended) for who, (started, ended) in enumerate(contracts)])
    curve = renewal_survival(named, as_of=as_of, period=period, **keywords).curve
    return curve.select("at_risk", "ended").rows()[1:]


FREIREICH = {
    "customer_id": list(range(21)),
    "started_on": [back(36)] * 9 + [back(months) for months in RUNNING],
    "ended_on": [back(36 - months) for months in ENDED] + [None] * 12,
}


@every_engine
def test_the_life_table_of_freireich(frame):
    # At risk 21, 17, 15, 12, 11, 7, 6; S .857, .807, .753, .690, .627, .538, .448; standard errors .0764 … .1346.
    contracts = frame(FREIREICH)
    found = renewal_survival(contracts, as_of=AS_OF, period="month")
    assert type(found.curve) is type(contracts)
    assert (found.tenures, found.running) == (21, 12)
    steps = [row for row in rows(found.curve, by="period") if row["ended"]]
    assert [(row["period"], row["at_risk"], row["ended"], round(row["survival"], 3)) for row in steps] == [
        (6, 21, 3, 0.857),
        (7, 17, 1, 0.807),
        (10, 15, 1, 0.753),
        (13, 12, 1, 0.690),
        (16, 11, 1, 0.627),
        (22, 7, 1, 0.538),
        (23, 6, 1, 0.448),
    ]


def test_the_interval_is_greenwoods_on_the_scale_of_the_double_logarithm():
    # At 6: S = 6/7, Var(log S) = 3 / (21 × 18) = .0079365, its root .0890871; / |log 6/7| = .0890871 / .1541507 =
    # .5779221; × 1.959964 = 1.1327065, e^ = 3.1040; (6/7)^3.1040 = .6197, (6/7)^(1/3.1040) = .9516.
    curve = renewal_survival(table(list(zip(*FREIREICH.values(), strict=True))), as_of=AS_OF, period="month").curve
    low, high = curve.filter(polars.col("period") == 6).select("low", "high").row(0)
    assert (low, high) == (pytest.approx(0.6197, abs=1e-4), pytest.approx(0.9516, abs=1e-4))
    assert curve.filter(polars.col("period") < 6).select("survival", "low", "high").unique().rows() == [(1, 1, 1)]


def test_the_cohort_of_the_paper_by_its_dates():
    # Fader and Hardie's High End customers (see test_beta_geometric): 1,000 contracts of 2000, seen for seven years.
    still = [1000, 869, 743, 653, 593, 551, 517, 491]
    ends = [date(2000 + t, 1, 1) for t in range(1, 8) for _ in range(still[t - 1] - still[t])] + [None] * 491
    contracts = table([(who, date(2000, 1, 1), end) for who, end in enumerate(ends)])
    found = renewal_survival(contracts, as_of=date(2007, 1, 1), period="year")
    assert found.curve["survival"].to_list() == [pytest.approx(each / 1000) for each in still]
    assert found.model.params == {"alpha": pytest.approx(0.668, abs=5e-4), "beta": pytest.approx(3.806, abs=5e-4)}
    assert (found.declined, found.warnings) == (None, ())


@pytest.mark.parametrize(
    ("started", "ended", "period", "lost_in"),
    [
        (date(2020, 1, 1), date(2020, 1, 1), "year", 1),
        (date(2020, 1, 1), date(2020, 12, 31), "year", 1),
        (date(2020, 1, 1), date(2021, 1, 1), "year", 1),
        (date(2020, 1, 1), date(2021, 1, 2), "year", 2),
        (date(2020, 2, 29), date(2021, 2, 28), "year", 1),
        (date(2020, 1, 31), date(2020, 2, 29), "month", 1),
        (date(2020, 1, 31), date(2020, 3, 30), "month", 2),
        (date(2020, 1, 31), date(2020, 4, 1), "month", 3),
        (date(2020, 1, 15), date(2020, 7, 15), "quarter", 2),
        (date(2020, 1, 15), date(2020, 7, 16), "quarter", 3),
    ],
)
def test_a_contract_is_lost_in_the_period_in_which_it_ends(started, ended, period, lost_in):
    assert seen((started, ended), period=period) == [(1, 0)] * (lost_in - 1) + [(1, 1)]


def test_a_running_contract_has_outlived_its_full_periods():
    # Begun on 15 January 2022: two full years on 30 June 2024, and on 15 January 2024, but one on the day before.
    contract = (date(2022, 1, 15), None)
    days = (date(2024, 6, 30), date(2024, 1, 15), date(2024, 1, 14))
    assert [len(seen(contract, period="year", as_of=day)) for day in days] == [2, 2, 1]


def test_what_ends_later_still_runs_and_what_begins_later_is_not_there():
    contracts = [(date(2023, 6, 30), date(2024, 7, 1)), (date(2024, 7, 1), None)]
    found = renewal_survival(table([(1, *contracts[0]), (2, *contracts[1])]), as_of=AS_OF)
    assert (found.tenures, found.running, found.curve.height) == (1, 1, 2)


def test_contracts_that_follow_one_another_are_one_tenure():
    # Three papers of a year each, the second ten days late, and a small one beside them: lost in the fourth year.
    papers = [
        (1, date(2018, 1, 1), date(2018, 12, 31)),
        (1, date(2019, 1, 10), date(2019, 12, 31)),
        (1, date(2020, 1, 1), date(2021, 1, 31)),
        (1, date(2018, 6, 1), date(2018, 7, 1)),
    ]
    found = renewal_survival(table(papers), as_of=AS_OF)
    assert found.tenures == 1
    assert found.curve["ended"].to_list() == [0, 0, 0, 0, 1]


def test_who_comes_back_after_a_pause_begins_anew():
    papers = [(1, date(2018, 1, 1), date(2019, 1, 1)), (1, date(2019, 2, 2), None)]
    found = renewal_survival(table(papers), as_of=AS_OF)
    assert (found.tenures, found.running) == (2, 1)
    assert renewal_survival(table(papers), as_of=AS_OF, pause=32).tenures == 1


def test_where_the_last_is_lost_the_curve_ends_at_nothing_without_a_gap():
    found = renewal_survival(table([(k, date(2020, 1, 1), date(2020 + k, 1, 1)) for k in (1, 2, 3)]), as_of=AS_OF)
    last = found.curve.rows()[-1]
    before = found.curve.rows()[-2]
    assert last == (3, 1, 1, 0.0, 0.0, before[-1])


@every_engine
def test_where_nothing_ended_there_is_a_curve_but_no_model(frame):
    contracts = {"customer_id": [1, 2], "started_on": [date(2020, 1, 1)] * 2, "ended_on": [None, date(2025, 1, 1)]}
    found = renewal_survival(frame(contracts), as_of=AS_OF)
    assert [row["survival"] for row in rows(found.curve, by="period")] == [1.0] * 5
    assert (found.model, found.declined.code) == (None, "renewals.nothing_ended")
    assert str(found.declined) == "None of 2 contracts that came to a renewal ended: the rate of leaving is unknown."


@pytest.mark.parametrize("contracts", [[], [(1, date(2024, 6, 1), None)], [(None, date(2000, 1, 1), None)]])
def test_without_a_renewal_there_is_nothing_to_see(contracts):
    with pytest.raises(Declined, match="has come to the end of a year") as declined:
        renewal_survival(table(contracts), as_of=AS_OF)
    assert declined.value.code == "renewals.nothing_seen"


def test_contracts_that_end_before_they_start_are_refused():
    with pytest.raises(BadTable, match="1 contracts end before they start"):
        seen((date(2020, 1, 2), date(2020, 1, 1)), (date(2020, 1, 1), None))


def test_a_table_without_an_end_is_refused():
    with pytest.raises(BadTable, match="no column ended_on"):
        renewal_survival(table([]).drop("ended_on"), as_of=AS_OF)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2023, 6, 1)), st.integers(0, 4_000)), min_size=1, max_size=20),
    st.randoms(),
)
def test_the_order_of_rows_does_not_matter_and_figures_are_shares(lives, random):
    contracts = [(who, on, on + timedelta(days=days)) for who, (on, days) in enumerate(lives)]
    before = renewal_survival(table(contracts), as_of=AS_OF, period="quarter").curve
    random.shuffle(contracts)
    after = renewal_survival(table(contracts), as_of=AS_OF, period="quarter").curve
    assert after.rows() == before.rows()
    assert before.null_count().sum_horizontal().item() == 0
    assert all(0 <= low <= survival <= high <= 1 for _, _, _, survival, low, high in before.rows())
