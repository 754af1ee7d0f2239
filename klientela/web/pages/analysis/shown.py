"""The map of RFM as it is shown: lines of cells, and the ten groups, each with the address of its customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from klientela.core.catalogue import key_of
from klientela.core.money import Money
from klientela.core.preferences import preferences
from klientela.insight.models import Conclusion
from klientela.insight.queries.rfm_map import RfmMap, Share
from klientela.measures.groups import ADVICE
from klientela.web import formats, vocabulary
from klientela.web.pages.analysis.words import ADVICE as WORDS

SCORES = (1, 2, 3, 4, 5)
# The shade goes with the root of the count: one giant cell would leave all others white.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers of one score of recency and one of frequency."""

    customers: int
    share: str
    shade: int
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one score of recency, with what that score means."""

    score: int
    words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One of the ten groups: who, how many, how much they bought, and what to do with them."""

    word: str
    advice: str
    customers: int
    share: str
    total: Money
    worth: str
    address: str


class ShownMap:
    """The map in words; `lines` begin with those who bought lately, `groups` with the best."""

    def __init__(self, found: RfmMap) -> None:
        self.found = found
        self.scored = found.scored.customers
        self.unscored = found.unscored
        self._currency = preferences().home_currency

    @property
    def as_of(self) -> Any:
        """The day for which the scores hold."""
        return self.found.scoring.as_of if self.found.scoring else None

    @property
    def heads(self) -> list[tuple[int, str]]:
        """The scores of frequency, each with what it means."""
        return [(score, self._from("frequency", score)) for score in SCORES]

    @property
    def lines(self) -> list[Line]:
        """The lines of the map, those who bought lately first."""
        return [
            Line(score, self._until(score), tuple(self._cell(score, each) for each in SCORES))
            for score in reversed(SCORES)
        ]

    def _cell(self, recency: int, frequency: int) -> Cell:
        customers = self.found.cells.get((recency, frequency), Share()).customers
        most = max((share.customers for share in self.found.cells.values()), default=1)
        address = _customers(conclusion__recency=recency, conclusion__frequency=frequency)
        scores = _("recency %(recency)s, frequency %(frequency)s") % {"recency": recency, "frequency": frequency}
        words = f"{vocabulary.counted(customers, 'customer')}: {scores}"
        share = _percent(customers, self.scored)
        return Cell(customers, share, ceil(SHADES * sqrt(customers / most)), address, words)

    @property
    def groups(self) -> list[Group]:
        """The groups that occur, the best first."""
        return [self._group(code, self.found.groups[code]) for code in ADVICE if code in self.found.groups]

    def _group(self, code: str, share: Share) -> Group:
        whole = self.found.scored
        return Group(
            str(Conclusion.Group(code).label),
            str(WORDS[ADVICE[code]]),
            share.customers,
            _percent(share.customers, whole.customers),
            Money(share.total, self._currency),
            _percent(share.total, whole.total),
            _customers(conclusion__rfm_group=code),
        )

    @property
    def cuts(self) -> list[tuple[int, str, str, str]]:
        """What each score means: recency, frequency, amount; the best first."""
        return [
            (score, self._until(score), self._from("frequency", score), self._from("monetary", score))
            for score in reversed(SCORES)
        ]

    def _until(self, score: int) -> str:
        """Say how long ago the last purchase is at most; the lowest score has no such limit."""
        limit = self._limit("recency", score)
        if score == SCORES[0]:
            return _("longer ago")
        return "–" if limit is None else f"≤ {vocabulary.counted(-int(limit), 'day')}"

    def _from(self, name: str, score: int) -> str:
        if score == SCORES[0]:
            return _("less")
        limit = self._limit(name, score)
        if limit is None:
            return "–"
        is_money = name == "monetary"
        return f"≥ {formats.money(Money(int(limit), self._currency)) if is_money else formats.number(int(limit))}"

    def _limit(self, name: str, score: int) -> float | None:
        """Return the least value of a score; `None` where nobody has it."""
        limits: Sequence[float | None] = self.found.scoring.cuts.get(name, ()) if self.found.scoring else ()
        if score == SCORES[0] or not limits:
            return None
        limit = limits[score - 2]
        higher = limits[score - 1] if score < SCORES[-1] else None
        return None if limit == higher else limit


def _percent(part: int, whole: int) -> str:
    """Say how large a part is; a small one is not said to be nothing, and one of nothing or of a debt is not said."""
    if whole <= 0:
        return ""
    share = part / whole
    return f"< {formats.percent(0.01)}" if 0 < share < 0.005 else formats.percent(share)


def _customers(**paths: Any) -> str:
    return f"{reverse('customers')}?{urlencode({key_of(path): value for path, value in paths.items()})}"
