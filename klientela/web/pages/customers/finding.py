"""The lines under the search box: customers found by any part of a name or number."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klientela.core.catalogue import key_of
from klientela.core.listing import ListQuery
from klientela.customers.queries import lists
from klientela.web.requests import Request

MOST = 8


@require_safe
def find(request: Request) -> HttpResponse:
    """A fragment of links; nothing typed gives nothing."""
    text = request.GET.get("q", "").strip()
    rows = []
    if text:
        keys = {"name": "customer.name", "place": "customer.locality", "marker": key_of("conclusion__marker")}
        query = ListQuery(columns=tuple(keys.values()), search=text[:100], size=MOST)
        found = lists.page(query, request.actor).rows
        rows = [{"key": row.key, **{word: row.values[key] for word, key in keys.items()}} for row in found]
    return render(request, "customers/found.html", {"rows": rows, "text": text})
