"""What every test of a page needs: nothing remembered from the test before."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def forgetful_cache() -> Iterator[None]:
    """Empty the cache: users of another test have the same ids, and their counts would stand in the rail."""
    cache.clear()
    yield
    cache.clear()
