"""The normalised key under which text is found and sorted, the same on every database.

SQLite's LIKE folds ASCII only and PostgreSQL's folds by locale, so both search a column that was folded here.
"""

from anyascii import anyascii


def search_key(text: str) -> str:
    """Return `text` in lower-case ASCII with single spaces: "Łódź «Север»" gives "lodz <<sever>>"."""
    return " ".join(anyascii(text).casefold().split())


def digits(text: str) -> str:
    """Return only the digits of `text`: what a phone number is searched by."""
    return "".join(character for character in text if character.isdecimal())
