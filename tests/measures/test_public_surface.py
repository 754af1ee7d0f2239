"""The library as a notebook meets it: every name is there, at whatever moment, and costs nothing before it is used."""

import subprocess
import sys

import pytest

from klientela import measures

HEAVY = ("narwhals", "numpy", "scipy", "pyarrow", "duckdb", "django")


def run(code):
    """Run in a fresh process and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_list_of_names_is_sorted_and_whole():
    shown = [name for name in measures.__all__ if not name[0].isupper()]
    assert shown == sorted(shown)
    assert set(measures.HOMES) < set(measures.__all__)
    assert all(getattr(measures, name).__doc__ for name in measures.__all__)


@pytest.mark.parametrize(
    "first", ["import klientela.measures.tables.rfm", "import klientela.measures.lifetime", "pass"]
)
def test_a_function_is_a_function_whichever_module_was_loaded_first(first):
    names = ("purchases", "rfm", "abc_xyz", "affinity", "cohorts", "concentration", "rhythm")
    said = f"{first}\nfrom klientela import measures\nprint(all(callable(getattr(measures, n)) for n in {names}))"
    assert run(said) == "True"


def test_the_arithmetic_of_one_customer_loads_nothing_heavy():
    said = f"import klientela.measures, sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(said) == "[]"
