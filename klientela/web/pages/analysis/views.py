"""Analysis: who the customers are worth to us, as a map that opens the customers behind each of its figures."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klientela.insight.models import Conclusion
from klientela.insight.queries.rfm_map import rfm_map
from klientela.web.pages.analysis.shown import ShownMap
from klientela.web.requests import Request, wants_fragment

# Bases of this size are summed up while the page is drawn, larger ones by a fragment that follows it.
AT_ONCE = 20_000
WHOLE = "whole"


@require_safe
def value(request: Request) -> HttpResponse:
    """The map of RFM and the ten groups."""
    if wants_fragment(request):
        return render(request, "analysis/value.html#map", {"map": ShownMap(rfm_map(request.actor))})
    is_at_once = WHOLE in request.GET or _is_small()
    return render(request, "analysis/value.html", {"map": ShownMap(rfm_map(request.actor)) if is_at_once else None})


def _is_small() -> bool:
    everybody = Conclusion.objects.unscoped("whether summing up is cheap")
    return (everybody.aggregate(last=Max("pk"))["last"] or 0) <= AT_ONCE
