"""Where a customer stands in the list that somebody came from: ‹ 2 of 41 ›."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from klientela.core.catalogue import visible_fields
from klientela.core.errors import Refused
from klientela.core.listing import ListQuery, parse
from klientela.core.listing.keyset import cursor
from klientela.customers.models import Customer
from klientela.customers.queries import lists
from klientela.web.requests import Request

# Further down the place is not counted: the arrows still work.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Addresses of the customers before and after (empty at an end) and of the list, and the place, None if far."""

    before: str
    after: str
    back: str
    number: int | None
    total: int | None


def neighbours(customer: Customer, request: Request) -> Neighbours | None:
    """Return the neighbours in the list of `?in=…`, None without one or when the customer is not in it."""
    text = request.GET.get("in")
    if text is None:
        return None
    try:
        query = parse(dict(QueryDict(text).lists()), visible_fields(request.actor)).first_page()
    except Refused:
        # An old or hand-made address: the card is shown without arrows.
        return None
    here = lists.place_of(customer, query, request.actor)
    if here is None:
        return None
    before = lists.page(replace(query, before=cursor(here), size=1), request.actor).rows
    after = lists.page(replace(query, after=cursor(here), size=1), request.actor).rows
    number, total = _numbers(query, here, request)
    return Neighbours(
        _address(before[0].key, text) if before else "",
        _address(after[0].key, text) if after else "",
        f"{reverse('customers')}?{text}",
        number,
        total,
    )


def _numbers(query: ListQuery, here: tuple[object, ...], request: Request) -> tuple[int | None, int | None]:
    count = lists.total(query, request.actor)
    if not count.is_exact or count.number > COUNTED:
        return None, None
    ahead = lists.page(replace(query, before=cursor(here), size=COUNTED), request.actor).rows
    return len(ahead) + 1, count.number


def _address(customer_id: int, text: str) -> str:
    return f"{reverse('customer', args=[customer_id])}?{urlencode({'in': text})}"
