"""What stops a handler between two chunks without being an error.

    Interruption
      ├ LeaseLost         somebody else holds the job now: stop, and write nothing
      ├ CancelRequested   a person wants it to stop: what was done stays, the rest is not begun
      └ HandedBack        the worker is being stopped: another goes on where this one was

They are `BaseException`, as `asyncio.CancelledError` is: no handler may take them for a failure and carry on.
"""


class Interruption(BaseException):
    """The job stops here."""


class LeaseLost(Interruption):
    """The job is held by somebody else."""


class CancelRequested(Interruption):
    """A person asked that the job stop."""


class HandedBack(Interruption):
    """This worker stops; the job goes on elsewhere."""
