"""Stale marks: read, and taken away by whoever drew the conclusions from what was read.

Writers only add marks. Whoever recomputes reads marks first and facts after, and deletes exactly the marks it read in
the transaction that writes: a fact that came in between has a mark of its own and is not forgotten.
"""

from collections.abc import Iterable, Iterator, Sequence

from klientela.customers.models import StaleMark

# Marks deleted at once.
BATCH = 20_000


def read(limit: int | None = None, *, after: int = 0) -> list[tuple[int, int]]:
    """Return (mark, customer), the oldest first, at most `limit`, behind the mark `after`."""
    rows = StaleMark.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "customer_id")
    return list(rows[:limit] if limit is not None else rows)


def are_more_than(number: int) -> bool:
    """Tell whether more than `number` marks lie there, without counting all of them."""
    return StaleMark.objects.order_by("pk")[number : number + 1].exists()


def claimed(marks: Sequence[tuple[int, int]]) -> tuple[set[int], list[int]]:
    """Return the customers whose newest read mark still lies there, and all read marks that do; locks them.

    A customer whose newest mark is gone was brought up to date by somebody else, from newer facts perhaps.
    """
    newest = {customer: mark for mark, customer in marks}
    still = StaleMark.objects.select_for_update().filter(pk__in=[mark for mark, _ in marks])
    lying = set(still.values_list("pk", flat=True))
    return {customer for customer, mark in newest.items() if mark in lying}, sorted(lying)


def forget(marks: Iterable[int]) -> None:
    """Delete exactly these marks."""
    StaleMark.objects.filter(pk__in=list(marks)).delete()


def batches(marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give ascending marks as unbroken ranges (first, last) of limited length.

    Ranges hold nothing that was not read: a mark that another transaction commits late has a number between them.
    """
    first = last = None
    for mark in marks:
        if last is not None and mark == last + 1 and mark - first < BATCH:  # type: ignore[operator]
            last = mark
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = mark
    if first is not None and last is not None:
        yield first, last


def forget_range(first: int, last: int) -> None:
    """Delete the marks of one range."""
    StaleMark.objects.filter(pk__range=(first, last)).delete()
