"""Jobs: long or later work, begun in the transaction of its cause, done effectively once, whoever is killed meanwhile.

A handler is `def handler(context: JobContext, payload: SomeFrozenDataclass) -> Words | None`, named in
`klientela.config.jobs`; it does its work in chunks (`with context.chunk(done=…):`), each a transaction of its own.
"""

from klientela.core.jobs.context import Chunk, JobContext
from klientela.core.jobs.periodic import Periodic
from klientela.core.jobs.queue import cancel, enqueue
from klientela.core.jobs.words import Words

__all__ = ["Chunk", "JobContext", "Periodic", "Words", "cancel", "enqueue"]
