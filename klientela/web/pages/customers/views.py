"""The list of customers: page and fragment, its count, its export."""

from dataclasses import replace
from typing import Any

from django.db.models import Max
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from klientela.core.actor import Right
from klientela.core.catalogue import key_of, visible_fields
from klientela.core.listing import ListQuery, Page
from klientela.core.preferences import preferences
from klientela.customers.models import Customer
from klientela.customers.queries import lists
from klientela.exchange.exports import customers as exports
from klientela.web.pages.customers import panel, rows
from klientela.web.pages.customers.asking import address_of, asked, query_of
from klientela.web.requests import Request, wants_fragment

RFM_PARTS = ("conclusion__recency", "conclusion__frequency", "conclusion__monetary")
# Bases of this size are counted while the page is drawn, larger ones by a fragment that follows it.
COUNTED_AT_ONCE = 20_000


@require_safe
def index(request: Request) -> HttpResponse:
    """The table, a page of it at a time."""
    query = asked(request)
    context = _table(query, lists.page(_with_parts(query), request.actor), request)
    if wants_fragment(request):
        return render(request, "customers/page.html#list", context)
    return render(request, "customers/page.html", context | _around(query, request))


def _with_parts(query: ListQuery) -> ListQuery:
    """Ask for the three figures of RFM too: the cell shows them, the column is their sum."""
    if key_of("conclusion__rfm") not in query.columns:
        return query
    return replace(query, columns=tuple(dict.fromkeys([*query.columns, *(key_of(path) for path in RFM_PARTS)])))


def _table(query: ListQuery, page: Page, request: Request) -> dict[str, Any]:
    seen = visible_fields(request.actor)
    fields = [seen[key] for key in query.columns]
    currency = preferences().home_currency
    here = reverse("customers")
    came = urlencode({"in": address_of(query.first_page())})
    parts = [key_of(path) for path in RFM_PARTS]
    how = rows.Drawing(fields, parts, currency, here, came, request.actor.may(Right.EDIT))
    return {
        "heads": rows.heads(fields, query, currency),
        "rows": rows.drawn(page.rows, how),
        "sort": f"-{query.sort}" if query.descending else query.sort or "customer.name",
        "earlier": f"{here}?{address_of(replace(query.first_page(), before=page.earlier))}" if page.earlier else "",
        "later": f"{here}?{address_of(replace(query.first_page(), after=page.later))}" if page.later else "",
        "set": address_of(query.first_page()),
        "is_narrowed": bool(query.filters or query.search),
        "query": query,
    }


def _around(query: ListQuery, request: Request) -> dict[str, Any]:
    seen = visible_fields(request.actor)
    people = panel.people_of(request.actor)
    return {
        "tabs": panel.tabs(query),
        "chips": panel.chips(query, seen, people),
        "conditions": panel.conditions(query, seen, people, panel.suggested(request.actor)),
        "kept": panel.hidden(query, request.GET),
        "columns": panel.columns(query, seen),
        "people": {key: name for key, name in people.items() if key.isdecimal()},
        "count": _count_now(query, request),
        "may_export": request.actor.may(Right.EXPORT),
        "may_assign": request.actor.may(Right.ASSIGN),
        "may_edit": request.actor.may(Right.EDIT),
    }


def _count_now(query: ListQuery, request: Request) -> Any:
    largest = Customer.objects.unscoped("whether counting is cheap").aggregate(last=Max("pk"))["last"] or 0
    return lists.total(query, request.actor) if largest <= COUNTED_AT_ONCE else None


@require_safe
def count(request: Request) -> HttpResponse:
    """How many the list has, for a base that is too large to count while the page is drawn."""
    return render(request, "customers/count.html", {"count": lists.total(asked(request), request.actor)})


@require_POST
def export(request: Request) -> HttpResponseBase:
    """What is shown, as a file; recorded with who and how many."""
    query = query_of(request.POST, request.actor).first_page()
    file = exports.export(query, format_name=request.POST.get("format", "csv"), actor=request.actor)
    response = StreamingHttpResponse(file.chunks, content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
