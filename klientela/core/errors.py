"""The whole family of errors, drawn once so that nobody invents a fourth.

    Refused            a rule said no; a person reads the sentence, the API returns the code      (1)
      └ Stale          somebody changed the record since it was read; carries the fresh version
    Unavailable        an outside system failed; a job tries again unless it is permanent          (2)
    everything else    a bug: it rises, is logged with its traceback and shown as "our fault"      (3)

Only the job runner may catch everything, because it must outlive a bug in what it runs.
"""

from typing import Any


class Refused(Exception):
    """A rule said no, and nothing was changed.

    `code` is stable and for programs ("customer.name_missing"); `message` is an English sentence, which is
    also the key of its translations, with `%(name)s` places filled from `params`.
    """

    def __init__(self, code: str, message: str = "", **params: Any) -> None:
        super().__init__(code, message, params)
        self.code = code
        self.message = message or code
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Stale(Refused):
    """The record was changed by somebody else since it was read; `fresh` is the record as it is now."""

    def __init__(self, fresh: Any, fields: tuple[str, ...]) -> None:
        super().__init__(
            "record.stale",
            "Somebody changed this record while you were editing it. Nothing of yours was written yet.",
        )
        self.fresh = fresh
        self.fields = fields


class Unavailable(Exception):
    """An outside system failed; `permanent` says that trying again is pointless."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
