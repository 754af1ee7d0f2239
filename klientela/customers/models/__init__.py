"""Tables of the customer base: records (who somebody is) and timeline (what happened)."""

from klientela.customers.models.contacts import Affiliation, Contact
from klientela.customers.models.customers import Customer, CustomerTag, Source, Tag
from klientela.customers.models.names import CustomerNames
from klientela.customers.models.reach import Address, ContactPoint, Identifier
from klientela.customers.models.timeline import Consent, Inquiry, Interaction, MarkerOverride, Refusal, StaleMark

__all__ = [
    "Address",
    "Affiliation",
    "Consent",
    "Contact",
    "ContactPoint",
    "Customer",
    "CustomerNames",
    "CustomerTag",
    "Identifier",
    "Inquiry",
    "Interaction",
    "MarkerOverride",
    "Refusal",
    "Source",
    "StaleMark",
    "Tag",
]
