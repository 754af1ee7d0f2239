"""The worked examples of the docstrings run."""

import doctest
from importlib import import_module

import pytest

MODULES = ["accuracy", "cautions", "fit", "holdout", "value", "worth"]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_hold(module):
    failed, tried = doctest.testmod(import_module(f"klientela.measures.lifetime.{module}"))
    assert (failed, tried > 0) == (0, True)
