"""The words of bringing in: what a column can mean, what a file can hold, in which shape it came.

The lower floors know targets and kinds as codes; every one of them has its word here, which a test holds.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "customers": _("customers"),
    "customers_with_contacts": _("customers with their contacts"),
    "contacts": _("contacts of customers"),
    "orders": _("orders, one in a row"),
    "order_lines": _("orders, line by line"),
}
PARTS: dict[str, Promise] = {
    "customer": _("Customer"),
    "contact": _("Contact"),
    "order": _("Order"),
    "line": _("Order line"),
}
TARGETS: dict[str, Promise] = {
    "customer.external_id": _("number in the other system"),
    "customer.name": _("name"),
    "customer.legal_name": _("legal name"),
    "customer.kind": _("kind: company, government, person"),
    "customer.tax_number": _("tax number"),
    "customer.registration_number": _("registration number"),
    "customer.vat_number": _("VAT number"),
    "customer.phone": _("phone"),
    "customer.email": _("e-mail"),
    "customer.site": _("site"),
    "customer.country": _("country"),
    "customer.region": _("region"),
    "customer.district": _("district"),
    "customer.city": _("town"),
    "customer.street": _("street"),
    "customer.postcode": _("postcode"),
    "customer.industry": _("industry"),
    "customer.employees": _("employees"),
    "customer.annual_revenue": _("revenue a year"),
    "customer.currency": _("currency"),
    "customer.founded_year": _("founded in"),
    "customer.language": pgettext_lazy("of a customer", "language"),
    "customer.owner": _("owner, one of our people"),
    "customer.tags": _("tags"),
    "customer.source": _("source"),
    "customer.parent": _("parent company"),
    "customer.created_on": _("customer since"),
    "customer.note": _("note"),
    "customer.marker": _("marker"),
    "customer.first_purchase_on": _("first purchase on"),
    "customer.last_purchase_on": _("last purchase on"),
    "customer.purchases": _("number of purchases"),
    "customer.total": _("sum of purchases"),
    "contact.external_id": _("number in the other system"),
    "contact.full_name": _("whole name"),
    "contact.first_name": _("first name"),
    "contact.patronymic": _("patronymic"),
    "contact.last_name": _("last name"),
    "contact.position": _("position"),
    "contact.role": _("role in the decision"),
    "contact.phone": _("phone"),
    "contact.email": _("e-mail"),
    "contact.birth_date": _("day of birth"),
    "contact.customer_external_id": _("number of the customer"),
    "contact.customer_name": _("name of the customer"),
    "contact.language": pgettext_lazy("of a customer", "language"),
    "order.number": _("number of the order"),
    "order.ordered_on": _("ordered on"),
    "order.amount": _("amount of the order"),
    "order.currency": _("currency"),
    "order.status": _("status"),
    "order.customer_external_id": _("number of the customer"),
    "order.customer_name": _("name of the customer"),
    "order.customer_country": _("country of the customer"),
    "line.product_code": _("code of the product"),
    "line.product_name": _("name of the product"),
    "line.quantity": _("quantity"),
    "line.unit_price": _("price of one"),
    "line.amount": _("amount of the line"),
}
FORMATS = {"csv": "CSV", "xlsx": "Excel (xlsx)", "xls": "Excel 97 (xls)", "ods": "OpenDocument", "parquet": "Parquet"}
DELIMITERS: dict[str, Promise] = {
    ",": _("commas between columns"),
    ";": _("semicolons between columns"),
    "\t": _("tabs between columns"),
    "|": _("bars between columns"),
}
DATE_ORDERS: dict[str, Promise] = {
    "dmy": _("day first: 31.12.2025"),
    "mdy": _("month first: 12/31/2025"),
    "ymd": _("year first: 2025-12-31"),
}
# Empty: each number is read by itself.
DECIMAL_MARKS: dict[str, Promise] = {
    "": _("as each number shows"),
    ",": _("comma: 1.234,50"),
    ".": _("point: 1,234.50"),
}
# What people see most; a file in another one is recognised all the same.
ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "iso-8859-2", "koi8-r", "cp866", "cp852")
# The five ends of a row, in the order in which they are told.
ENDS: tuple[tuple[str, Promise], ...] = (
    ("new", pgettext_lazy("rows of a file", "new")),
    ("updated", pgettext_lazy("rows of a file", "updated")),
    ("merged", pgettext_lazy("rows of a file", "merged with another row")),
    ("skipped", pgettext_lazy("rows of a file", "skipped")),
    ("failed", pgettext_lazy("rows of a file", "failed")),
)


def target(key: str) -> str:
    """Return what a column that goes to `key` holds; an unknown target is shown as it stands."""
    return str(TARGETS.get(key, key))
