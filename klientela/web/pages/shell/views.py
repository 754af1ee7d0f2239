"""The rail with its counts, asked for once by a page that was drawn without them."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klientela.web import rail
from klientela.web.requests import Request


@require_safe
def rail_counts(request: Request) -> HttpResponse:
    """The lines of the rail; which of them is current follows the page that asks."""
    request.path = urlsplit(request.headers.get("HX-Current-URL", "/")).path
    return render(request, "shell/rail.html", {"entries": rail.counted_entries(request, request.actor)})
