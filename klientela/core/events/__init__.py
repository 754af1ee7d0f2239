"""Events: what happened, told to whoever must act on it, without the teller knowing them.

`publish(event)` keeps a frozen dataclass of ids and values in the outbox of the same transaction; the worker delivers
it to the subscribers that `klientela.config.subscribers` lists, each delivery effectively once.
"""

from klientela.core.events.publishing import publish

__all__ = ["publish"]
