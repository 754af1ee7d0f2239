"""How the library says no, drawn once so that nobody invents a third.

    BadTable    the table that was handed in has not the shape: columns are missing or of the wrong kind       (1)
    Declined    the table is well formed, but the data do not carry the answer; a code, figures and a sentence (2)

Everything else is a bug. An answer is never NaN and never a silent guess.
"""

from typing import Any


class BadTable(ValueError):
    """The table has not the shape; the message names the columns and shows what is expected."""


class Declined(Exception):
    """The data do not carry the answer.

    `code` is stable and for programs ("lifetime.too_few_repeats"); `message` is a plain English sentence with
    `%(name)s` places filled from `params`, the figures that led to it.

    >>> no = Declined("lifetime.too_few", "%(repeats)d repeat buyers of %(needed)d needed.", repeats=3, needed=100)
    >>> str(no), no.code, no.params["repeats"]
    ('3 repeat buyers of 100 needed.', 'lifetime.too_few', 3)
    """

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(code, message, params)
        self.code = code
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
