"""How long contracts are renewed: what was seen (Kaplan and Meier), and what may be expected beyond it (sBG)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from klientela.measures.cautions import Caution
from klientela.measures.errors import BadTable, Declined
from klientela.measures.frames import arrays, as_day, checked
from klientela.measures.tables.answers import answer
from klientela.measures.tables.beta_geometric import BetaGeometric, Floats, fit_beta_geometric, interval
from klientela.measures.tables.periods import Period, months_of

Days = NDArray[np.datetime64]
Whole = NDArray[np.int64]

# A new contract so many days after the last one ended renews it: papers come late.
PAUSE = 31


@dataclass(frozen=True)
class RenewalSurvival:
    """`curve` is a table like the contracts in kind, a row for each period t from 0 to the longest seen:

    `period`, `at_risk` (tenures that came to the end of period t), `ended` (those that ended in it), `survival` (the
    share that outlives it, Kaplan and Meier) and its 95 % interval `low` to `high` (Greenwood).
    `model` is the shifted-beta-geometric fit, or `None`, and then `declined` says why. `tenures` are the contracts
    that were looked at, those that follow one another counted as one; `running` are not over yet.
    """

    curve: Any
    model: BetaGeometric | None
    declined: Declined | None
    tenures: int
    running: int

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """What must be said with the projection."""
        return self.model.warnings if self.model else ()


def renewal_survival(
    contracts: IntoFrame, *, as_of: date, period: Period = "year", pause: int = PAUSE
) -> RenewalSurvival:
    """Return how long contracts last, counted in periods of renewal, as known on the evening of `as_of`.

    `contracts` holds `customer_id, started_on, ended_on`, the last null (or after `as_of`) while it runs. A contract
    that ended within its t-th period, or on the day that closes it, was lost in period t. One that runs has outlived
    the periods that are full, and is counted as long as it was seen. Contracts of a customer that overlap, or follow
    one another within `pause` days, are one tenure: a renewal written as a new contract is no loss.

    S(t) = Π (1 − ended / at risk) over the periods up to t; Var(log S) = Σ ended / (at risk (at risk − ended))
    (Kaplan and Meier 1958, Greenwood 1926). The model is that of `beta_geometric`. Contracts not yet begun and rows
    without customer or beginning are left out. `BadTable` where contracts end before they start, `Declined`
    ("renewals.nothing_seen") where no contract has come to the end of a period.

    >>> import polars
    >>> days = [date(2023, 1, 1), date(2023, 3, 1), date(2022, 12, 31), None]
    >>> table = {"customer_id": [1, 2, 3, 4], "started_on": date(2020, 1, 1), "ended_on": days}
    >>> found = renewal_survival(polars.DataFrame(table), as_of=date(2024, 6, 30))
    >>> found.curve.select("period", "at_risk", "ended", "survival").rows()
    [(0, 4, 0, 1.0), (1, 4, 0, 1.0), (2, 4, 0, 1.0), (3, 4, 2, 0.5), (4, 2, 1, 0.25)]
    """
    today = np.datetime64(as_day(as_of), "D")
    started, ended = _tenures(contracts, today, pause)
    running = np.isnat(ended)
    periods = _periods_seen(started, np.where(running, today, ended), ended, months_of(period))
    longest = int(periods.max(initial=0))
    if not longest:
        message = "None of %(tenures)d contracts has come to the end of a %(period)s."
        raise Declined("renewals.nothing_seen", message, tenures=len(started), period=period)
    at_risk = np.array([(periods >= t).sum() for t in range(1, longest + 1)], dtype=np.float64)
    lost = np.bincount(periods[~running], minlength=longest + 1)[1:].astype(np.float64)
    model, declined = _fitted(at_risk, lost)
    curve = _curve(contracts, len(started), at_risk, lost)
    return RenewalSurvival(curve, model, declined, len(started), int(running.sum()))


def _tenures(contracts: Any, today: Any, pause: int) -> tuple[Days, Days]:
    """Return beginning and end of each tenure, NaT where it runs."""
    named = checked(contracts, customer_id="id", started_on="day", ended_on="day")
    known = named.filter(~nw.col("customer_id").is_null() & ~nw.col("started_on").is_null())
    found = arrays(known, customer_id="id", started_on="day", ended_on="day")
    started, ended = found["started_on"], found["ended_on"]
    backwards = int((ended < started).sum())
    if backwards:
        raise BadTable(f"{backwards} contracts end before they start (ended_on before started_on).")
    begun = started <= today
    customer = np.unique(found["customer_id"][begun], return_inverse=True)[1]
    # The end of what runs is a day beyond all others, until it is known which contracts are one.
    last = np.where((ended > today) | np.isnat(ended), today + 1, ended)[begun]
    return _joined(customer, started[begun], last, today, pause)


def _joined(customer: Whole, started: Days, last: Days, today: Any, pause: int) -> tuple[Days, Days]:
    order = np.lexsort((last, started, customer))
    customer, started, last = customer[order], started[order], last[order]
    # Each customer's days lie beyond all days of the one before, so that one running maximum serves them all.
    beyond = customer * 10_000_000
    reach = np.maximum.accumulate(beyond + last.astype(np.int64))
    fresh = np.append(True, (beyond + started.astype(np.int64))[1:] > reach[:-1] + pause)[: len(customer)]
    ends = np.append(np.flatnonzero(fresh)[1:], len(customer)) - 1 if len(customer) else np.flatnonzero(fresh)
    until = (reach - beyond)[ends].astype("datetime64[D]")
    return started[fresh], np.where(until > today, np.datetime64("NaT"), until)


def _periods_seen(started: Days, until: Days, ended: Days, months: int) -> Whole:
    """Return the period in which a tenure was lost, and for one that runs how many it has outlived."""
    full = (until.astype("datetime64[M]") - started.astype("datetime64[M]")).astype(np.int64)
    full -= _after(started, full) > until
    full //= months
    closes = _after(started, full * months) == until
    # What ended on the very day it began was lost in its first period.
    seen: Whole = np.where(np.isnat(ended), full, np.maximum(full + ~closes, 1))
    return seen


def _after(days: Days, months: Whole) -> Days:
    """Return the same day so many months later, or the last of a shorter month."""
    month = days.astype("datetime64[M]")
    target = month + months
    last = (target + 1).astype("datetime64[D]") - 1
    same: Days = np.minimum(target.astype("datetime64[D]") + (days - month.astype("datetime64[D]")), last)
    return same


def _fitted(at_risk: Floats, lost: Floats) -> tuple[BetaGeometric | None, Declined | None]:
    try:
        return fit_beta_geometric(at_risk, lost), None
    except Declined as declined:
        return None, declined


def _curve(contracts: Any, tenures: int, at_risk: Floats, lost: Floats) -> Any:
    survival = np.cumprod(1 - lost / at_risk).astype(np.float64)
    left = survival > 0
    variance: Floats = np.cumsum(lost / (at_risk * np.where(left, at_risk - lost, 1.0)))
    low, high = np.zeros_like(survival), np.ones_like(survival)
    low[left], high[left] = interval(survival[left], variance[left])
    # Where the last are lost the formula knows no interval: what could be before is the most that can be now.
    high[~left] = np.append(1.0, high[left])[-1]
    return answer(
        contracts,
        period=np.arange(len(survival) + 1),
        at_risk=np.append(tenures, at_risk).astype(np.int64),
        ended=np.append(0, lost).astype(np.int64),
        survival=np.append(1.0, survival),
        low=np.append(1.0, low),
        high=np.append(1.0, high),
    )
