"""The one listing: columns, filters, sort, pages by key and counts, over the field catalogue.

Every list on a page, in the API, in an export and on the command line is a `ListQuery` over a scoped queryset.
Names in it are looked up in the catalogue, never put into SQL.
"""

from klientela.core.listing.counting import Count, count
from klientela.core.listing.filters import narrowed
from klientela.core.listing.keyset import Order
from klientela.core.listing.pages import Page, Row, fetch, stream
from klientela.core.listing.query import Filter, ListQuery, parse
from klientela.core.listing.related import Related

__all__ = [
    "Count",
    "Filter",
    "ListQuery",
    "Order",
    "Page",
    "Related",
    "Row",
    "count",
    "fetch",
    "narrowed",
    "parse",
    "stream",
]
