"""The words of bringing in: what a column can mean, what a file can hold, in which shape it came.

The lower floors know targets and kinds as codes; every one of them has its word here, which a test holds.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "customers": _("customers, with contacts where the rows have them"),
    "contacts": _("contacts of customers"),
    "order_lines": _("orders, line by line"),
}
PARTS: dict[str, Promise] = {
    "customer": _("Customer"),
    "contact": _("Contact"),
    "order": _("Order"),
    "line": _("Order line"),
    "balance": _("Bought so far"),
}
TARGETS: dict[str, Promise] = {
    "customer.external_id": _("number in the other system"),
    "customer.tax_number": _("tax number"),
    "customer.kpp": _("KPP"),
    "customer.registration_number": _("registration number"),
    "customer.name": _("name"),
    "customer.legal_name": _("legal name"),
    "customer.kind": _("kind: company, government, person"),
    "customer.relationship": _("relationship"),
    "customer.parent": _("parent company"),
    "customer.owner": _("owner, one of our people"),
    "customer.source": _("source"),
    "customer.country": _("country"),
    "customer.region": _("region"),
    "customer.district": _("district"),
    "customer.locality": _("town"),
    "customer.street": _("street"),
    "customer.postcode": _("postcode"),
    "customer.industry": _("industry"),
    "customer.employees": _("employees"),
    "customer.founded_year": _("founded in"),
    "customer.annual_revenue": _("revenue a year"),
    "customer.revenue_currency": _("currency of the revenue"),
    "customer.language": pgettext_lazy("of a customer", "language"),
    "customer.technologies": _("technologies"),
    "customer.purpose": _("purpose of buying"),
    "customer.objectives": _("objectives"),
    "customer.note": _("note"),
    "customer.phone": _("phone"),
    "customer.email": _("e-mail"),
    "customer.site": _("site"),
    "customer.tags": _("tags"),
    "contact.external_id": _("number in the other system"),
    "contact.customer_external_id": _("number of the customer"),
    "contact.customer_name": _("name of the customer"),
    "contact.name": _("whole name"),
    "contact.first_name": _("first name"),
    "contact.patronymic": _("patronymic"),
    "contact.last_name": _("last name"),
    "contact.position": _("position"),
    "contact.role": _("role in the decision"),
    "contact.sex": _("sex"),
    "contact.language": pgettext_lazy("of a customer", "language"),
    "contact.birth_on": _("day of birth"),
    "contact.phone": _("phone"),
    "contact.email": _("e-mail"),
    "order.customer_external_id": _("number of the customer"),
    "order.customer_name": _("name of the customer"),
    "order.number": _("number of the order"),
    "order.ordered_on": _("ordered on"),
    "order.currency": _("currency"),
    "order.status": _("status"),
    "order.amount": _("amount of the order"),
    "line.product_code": _("code of the product"),
    "line.product_name": _("name of the product"),
    "line.quantity": _("quantity"),
    "line.unit_price": _("price of one"),
    "line.amount": _("amount of the line"),
    "balance.purchases": _("number of purchases"),
    "balance.inquiries": _("number of inquiries"),
    "balance.amount": _("sum of purchases"),
    "balance.first_on": _("first purchase on"),
    "balance.last_on": _("last purchase on"),
}
FORMATS = {"csv": "CSV", "xlsx": "Excel (xlsx)", "xls": "Excel 97 (xls)", "ods": "OpenDocument", "parquet": "Parquet"}
DELIMITERS: dict[str, Promise] = {
    ",": _("commas between columns"),
    ";": _("semicolons between columns"),
    "\t": _("tabs between columns"),
    "|": _("bars between columns"),
}
DATE_ORDERS: dict[str, Promise] = {
    "": _("as recognised"),
    "dmy": _("day, month, year: 31.12.2026"),
    "mdy": _("month, day, year: 12/31/2026"),
    "ymd": _("year, month, day: 2026-12-31"),
}
# The five ends of a row, in the order in which they are told.
ENDS: tuple[tuple[str, Promise], ...] = (
    ("new", pgettext_lazy("rows of a file", "new")),
    ("updated", pgettext_lazy("rows of a file", "updated")),
    ("merged", pgettext_lazy("rows of a file", "merged with another row")),
    ("skipped", pgettext_lazy("rows of a file", "skipped, nothing new in them")),
    ("failed", pgettext_lazy("rows of a file", "failed")),
)


def target(key: str) -> str:
    """Return what a column that goes to `key` holds; an unknown target is shown as it stands."""
    return str(TARGETS.get(key, key))
