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
from klientela.sales.models import CreditNote, OpeningBalance, Order, OrderLine, Product
from klientela.work.models import Setaside, Task

TABLES = Restorables(
    tables=(
        Table(Setaside, customer="customer_id"),
        Table(Task),
        Table(CreditNote, customer="customer_id"),
        Table(OrderLine, customer="order__customer_id"),
        Table(Order, customer="customer_id"),
        Table(OpeningBalance, customer="customer_id"),
        Table(Product),
        Table(MarkerOverride, customer="customer_id"),
        Table(Refusal, customer="customer_id"),
        Table(Consent, customer="customer_id"),
        Table(Inquiry, customer="customer_id"),
        Table(Interaction, customer="customer_id"),
        Table(Address, customer="customer_id"),
        Table(Identifier, customer="customer_id"),
        Table(ContactPoint, customer="customer_id"),
        Table(Affiliation, customer="customer_id"),
        Table(CustomerTag),
        Table(Customer, customer="pk", derived=(Conclusion, StaleMark)),
        Table(Contact),
        Table(Tag),
        Table(Source),
    ),
    mark=stale.mark,
)
