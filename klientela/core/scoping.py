"""The choke point: rows are fetched for somebody, or for a stated reason, or not at all.

A hook on `QuerySet._fetch_all` would let `count`, `exists`, `aggregate`, iterators and nested subqueries through,
so the guard sits where all of them end: in the compiler. What it cannot see (forward foreign keys, `select_related`,
joins in filters) is held by tests instead; see `docs/decisions/0001-queries-are-guarded-in-the-compiler.md`.
"""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models.sql import Query

from klientela.core.actor import Actor

M = TypeVar("M", bound=models.Model)


class UnscopedQueryError(Exception):
    """A query was about to run that says neither for whom nor why it fetches: a bug, never caught."""


class GuardedQuery(Query):
    """A query that compiles only after it was scoped; the flag travels with every clone."""

    scoped = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Return the SQL compiler, or raise if nobody said for whom rows are fetched."""
        if not self.scoped:
            raise UnscopedQueryError(f"{self._name()}: use visible_to(actor) or unscoped(reason)")
        return super().get_compiler(*args, **kwargs)

    def combine(self, rhs: Query, connector: str) -> None:
        """Combine with `|`, `&` or `^`; an unscoped side would leak through the scoped one."""
        if not (self.scoped and getattr(rhs, "scoped", True)):
            raise UnscopedQueryError(f"{self._name()}: both sides of a combination must be scoped")
        super().combine(rhs, connector)

    def _name(self) -> str:
        return self.model.__name__ if self.model else "a query"


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that must pass through `visible_to` or `unscoped` before it touches the database."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or GuardedQuery(model), using, hints)

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows this actor may see: the only way anything is fetched for somebody."""
        return self._scoped(self._visible(actor))

    def unscoped(self, reason: str) -> Self:
        """Return all rows, for work that is done for nobody in particular; `reason` is counted and listed by a test."""
        if not reason:
            raise UnscopedQueryError("an unscoped query needs a reason")
        return self._scoped(self)

    def update(self, **values: Any) -> int:
        """Change rows, after the choke point only: an UPDATE is another compiler, which the guard does not see."""
        self._require_scope()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows, after the choke point only."""
        self._require_scope()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _visible(self, actor: Actor) -> Self:
        """Narrow to what the actor may see; every model says here how its rows hang on their owner."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")

    def _scoped(self, rows: Self) -> Self:
        scoped = rows._chain()  # type: ignore[attr-defined]
        scoped.query.scoped = True
        return scoped  # type: ignore[no-any-return]

    def _require_scope(self) -> None:
        if not getattr(self.query, "scoped", False):
            raise UnscopedQueryError(f"{self.model.__name__}: use visible_to(actor) or unscoped(reason)")
