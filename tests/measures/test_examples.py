"""The examples in the docstrings of the library run and say what they claim."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from klientela import measures

MODULES = [f"klientela.measures.{module.name}" for module in iter_modules(measures.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_say_what_they_claim(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples():
    found = [doctest.testmod(import_module(name)).attempted for name in MODULES]
    assert sum(found) >= 20
