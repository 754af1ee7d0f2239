"""Word tables from which made-up customers are named, one module per country, each in its own script.

Firms are put together from invented stems, so that nobody real is meant; cities and streets are ordinary ones.
"""

from klientela.exchange.sample.words.britain import BRITAIN
from klientela.exchange.sample.words.germany import GERMANY
from klientela.exchange.sample.words.poland import POLAND
from klientela.exchange.sample.words.russia import RUSSIA
from klientela.exchange.sample.words.table import City, Words

__all__ = ["COUNTRIES", "City", "Words"]

# With their shares of the base: the sample company sits in Poland and sells to its neighbours.
COUNTRIES: tuple[tuple[Words, float], ...] = ((POLAND, 0.42), (GERMANY, 0.26), (RUSSIA, 0.16), (BRITAIN, 0.16))
