"""How the library says no."""

import pytest

from klientela.measures.errors import BadTable, Declined


def test_what_is_declined_has_a_code_figures_and_a_sentence():
    declined = Declined("rfm.too_few", "Only %(customers)d bought.", customers=4)
    assert (declined.code, declined.params, str(declined)) == ("rfm.too_few", {"customers": 4}, "Only 4 bought.")


def test_a_sentence_without_figures_may_hold_a_percent_sign():
    assert str(Declined("value.none", "0 % of them paid.")) == "0 % of them paid."


def test_a_bad_table_is_a_bad_value():
    with pytest.raises(ValueError, match="no column amount"):
        raise BadTable("The table has no column amount.")
