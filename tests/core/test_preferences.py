"""Settings of a base: defaults until somebody chooses, and no unknown names."""

import pytest

from klientela.core.preferences import prefer, preferences


@pytest.mark.django_db
def test_defaults_hold_until_somebody_chooses() -> None:
    assert preferences().platinum_purchases == 4
    prefer("platinum_purchases", 3)
    prefer("home_currency", "GBP")
    assert (preferences().platinum_purchases, preferences().home_currency) == (3, "GBP")


@pytest.mark.django_db
def test_an_unknown_setting_is_a_bug() -> None:
    with pytest.raises(KeyError):
        prefer("colour_of_the_door", "green")
