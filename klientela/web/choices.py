"""Lists to choose from that several forms share."""

from klientela.web import formats


def countries() -> list[tuple[str, str]]:
    """Return the countries in the reader's language and order, none first; for `choices=` of a field."""
    return [("", "–"), *formats.countries()]
