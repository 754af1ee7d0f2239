"""What Today proposes, in one visible list, in the order in which its kinds are offered."""

from klientela.work.sources import SLIPPING, UNANSWERED, UNFOLLOWED
from klientela.work.today import Source

SOURCES: tuple[Source, ...] = (SLIPPING, UNANSWERED, UNFOLLOWED)
