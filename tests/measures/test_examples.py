"""The examples in the docstrings of the library run and say what they claim."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

from klientela import measures

MODULES = sorted(module.name for module in walk_packages(measures.__path__, "klientela.measures."))
# What nobody calls by its own name, or what is told in the examples of whoever calls it.
BY_OTHERS = {
    "errors", "frames", "cuts", "marker", "rhythm", "tables", "tables.lines", "tables.periods", "tables.left_censoring",
    "lifetime", "lifetime.backtest", "lifetime.choice", "lifetime.coin", "lifetime.counts", "lifetime.fitted",
    "lifetime.future", "lifetime.histories", "lifetime.interval", "lifetime.maximum", "lifetime.models",
    "lifetime.outlook", "lifetime.pareto", "lifetime.spend", "lifetime.unseen",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_say_what_they_claim(name):
    failed, tried = doctest.testmod(import_module(name))
    assert failed == 0
    assert tried > 0 or name.removeprefix("klientela.measures.") in BY_OTHERS
