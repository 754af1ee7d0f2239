"""The normalised key under which text is found and sorted, the same on every database.

SQLite's LIKE folds ASCII only and PostgreSQL's folds by locale, so both search a column that was folded here.
"""

from anyascii import anyascii

# Quotation marks stand around half of all Russian firm names and nobody types them into a search box.
QUOTES = str.maketrans(dict.fromkeys("\"'`«»„“”‟‘’‚‛‹›″′"))


# An emoji becomes a word of twenty letters: 255 of them must fit into the column all the same.
LONGEST = 512


def search_key(text: str) -> str:
    """Return `text` in plain lower-case letters without quotation marks: "Łódź «Север»" is "lodz sever".

    At most `LONGEST` characters: what follows is neither sorted nor searched by.
    """
    bare = text.translate(QUOTES)
    return " ".join((bare if bare.isascii() else anyascii(bare)).casefold().split())[:LONGEST].rstrip()


def digits(text: str) -> str:
    """Return only the digits of `text`: what a phone number is searched by."""
    return "".join(character for character in text if character.isdecimal())
