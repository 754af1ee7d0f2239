"""What a request asks the list of customers for: read from the address, completed by what this person chose before."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from klientela.core.actor import Actor
from klientela.core.catalogue import key_of, visible_fields
from klientela.core.listing import ListQuery, parse
from klientela.web.requests import Request

OWNER = "customer.owner"
COLUMNS_KEY = "customers.columns"
DEFAULT_PATHS = (
    "name", "conclusion__marker", "locality", "industry", "conclusion__rfm", "conclusion__purchases",
    "conclusion__total", "conclusion__last_purchase_on", "owner__name",
)  # fmt: skip
NAME = "customer.name"
# Conditions that a form offers by kind of value stand under these names.
ALLOWED = ("in", "csrfmiddlewaretoken", "format", "id", "verb", "owner", "tag", "all")


def default_columns() -> tuple[str, ...]:
    """Return the keys of the columns that a newcomer sees."""
    return tuple(key_of(path) for path in DEFAULT_PATHS)


def query_of(parameters: QueryDict, actor: Actor) -> ListQuery:
    """Return the question in the parameters of an address; the name is always a column, and the first."""
    query = parse(dict(parameters.lists()), visible_fields(actor), allowed=ALLOWED)
    columns = query.columns or default_columns()
    return replace(query, columns=(NAME, *(each for each in columns if each != NAME)))


def asked(request: Request) -> ListQuery:
    """Return what a page is asked for; columns chosen once are kept for this person's session."""
    chosen = ",".join(request.GET.getlist("columns"))
    if chosen and request.session.get(COLUMNS_KEY) != chosen:
        parse({"columns": [chosen]}, visible_fields(request.actor))
        request.session[COLUMNS_KEY] = chosen
    parameters = request.GET.copy()
    if not chosen and request.session.get(COLUMNS_KEY):
        parameters["columns"] = request.session[COLUMNS_KEY]
    return query_of(parameters, request.actor)


def address_of(query: ListQuery, kept: Mapping[str, str] | None = None) -> str:
    """Return the parameters of the question without columns, which the session keeps."""
    bare = replace(query, columns=())
    extra = "".join(f"&{name}={value}" for name, value in (kept or {}).items())
    return f"{bare.url()}{extra}"
