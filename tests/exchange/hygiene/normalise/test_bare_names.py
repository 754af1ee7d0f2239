"""Names of firms without their legal form: one name however the form is written, two names where forms differ."""

import pytest

from klientela.core.search_key import search_key
from klientela.exchange.hygiene.normalise import bare_name
from klientela.exchange.hygiene.normalise.bare_names import AFTER, BEFORE
from klientela.exchange.hygiene.normalise.legal_forms import SAME


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ООО «Ромашка»", ("romashka", "ooo")),
        ("Ромашка, ООО", ("romashka", "ooo")),
        ("Общество с ограниченной ответственностью Ромашка", ("romashka", "ooo")),
        ("АО Ромашка", ("romashka", "ao")),
        ("Ромашка", ("romashka", "")),
        ("Łódź Papier Sp. z o.o.", ("lodz papier", "sp z oo")),
        ("Łódź Papier sp. z o. o.", ("lodz papier", "sp z oo")),
        ("Łódź Papier spółka z o.o.", ("lodz papier", "sp z oo")),
        ("Łódź Papier Sp.z o.o.", ("lodz papier", "sp z oo")),
        ("Łódź Papier S.A.", ("lodz papier", "sa")),
        ("Müller GmbH & Co. KG", ("muller", "gmbh co kg")),
        ("Müller GmbH", ("muller", "gmbh")),
        ("Alpha-Works Limited", ("alpha works", "ltd")),
        ("A.B. Foods Ltd.", ("ab foods", "ltd")),
        ("Brown & Co", ("brown co", "")),
        ("AB Ltd", ("ab ltd", "")),
        ("GmbH", ("gmbh", "")),
        ("№ !", ("no", "")),
        ("...", ("", "")),
    ],
)
def test_the_form_is_cut_at_either_end_and_told_in_one_spelling(written, expected):
    assert bare_name(search_key(written)) == expected


def test_every_spelling_that_is_made_one_is_known_as_a_form():
    spelt = {tuple(other.split()) for others in SAME.values() for other in others.split("|") if "&" not in other}
    assert spelt - (AFTER | BEFORE) == set()
