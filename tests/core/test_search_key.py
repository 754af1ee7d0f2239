"""Search keys: one spelling for every alphabet, the same on both databases."""

import pytest

from klientela.core.search_key import LONGEST, digits, search_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łódź", "lodz"),
        ("  Zakład   ŚLUSARSKI Wąsik ", "zaklad slusarski wasik"),
        ("ООО «Северный ветер»", "ooo severnyy veter"),
        ("Groß & Söhne", "gross & sohne"),
        ("", ""),
        ('O\'Neill "Tools" Ltd', "oneill tools ltd"),
    ],
)
def test_text_is_folded_to_plain_letters(text: str, key: str) -> None:
    assert search_key(text) == key


def test_only_digits_of_a_phone_are_searched() -> None:
    assert digits("+48 (601) 12-34") == "486011234"


def test_a_key_of_many_emoji_is_cut_to_what_its_column_holds() -> None:
    assert len(search_key("👩‍🚒" * 85)) == LONGEST
    assert search_key("x" * LONGEST + " y") == "x" * LONGEST
