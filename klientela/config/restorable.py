"""Every table an undo may touch, children before their parents."""

from klientela.accounts.restorable import Restorables, Table
from klientela.customers.actions import stale
from klientela.customers.models import (
    Address,
    Affiliation,
    Consent,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    Identifier,
    Inquiry,
    Interaction,
    MarkerOverride,
    Refusal,
    Source,
    StaleMark,
    Tag,
)
from klientela.insight.models import Conclusion
from klientela.sales.actions import sums
from klientela.sales.models import CreditNote, OpeningBalance, Order, OrderLine, Product
from klientela.work.models import Setaside, Task

OF_CUSTOMER = ("customer__owner",)
# A contact is everybody's at whose customers it is.
OF_HOLDER = ("customer__owner", "contact__affiliations__customer__owner", "contact__himself__owner")

TABLES = Restorables(
    tables=(
        Table(Setaside, customer="customer_id", owners=OF_CUSTOMER),
        Table(Task, owners=(*OF_CUSTOMER, "assignee")),
        Table(CreditNote, customer="customer_id", owners=OF_CUSTOMER, followed_by="order_id"),
        # No conclusion is drawn from a line: what a customer bought stands in the order, which is marked itself.
        Table(OrderLine, owners=("order__customer__owner",)),
        Table(Order, customer="customer_id", owners=OF_CUSTOMER, computed=sums.COLUMNS, compute=sums.work_out),
        Table(OpeningBalance, customer="customer_id", owners=OF_CUSTOMER),
        Table(Product),
        Table(MarkerOverride, customer="customer_id", owners=OF_CUSTOMER),
        Table(Refusal, customer="customer_id", owners=OF_CUSTOMER),
        Table(Consent, customer="customer_id", owners=OF_CUSTOMER),
        Table(Inquiry, customer="customer_id", owners=OF_CUSTOMER),
        Table(Interaction, customer="customer_id", owners=OF_CUSTOMER),
        Table(Address, customer="customer_id", owners=OF_HOLDER),
        Table(Identifier, customer="customer_id", owners=OF_HOLDER),
        Table(ContactPoint, customer="customer_id", owners=OF_HOLDER),
        Table(Affiliation, customer="customer_id", owners=OF_CUSTOMER),
        Table(CustomerTag, owners=OF_CUSTOMER),
        Table(Customer, customer="pk", owners=("owner",), derived=(Conclusion, StaleMark)),
        Table(Contact, owners=("affiliations__customer__owner", "himself__owner")),
        Table(Tag),
        Table(Source),
    ),
    mark=stale.mark,
)
