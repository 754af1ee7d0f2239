"""Tables of trade: the catalogue below, orders above it."""

from klientela.sales.models.catalogue import Product
from klientela.sales.models.orders import CreditNote, OpeningBalance, Order, OrderLine

__all__ = ["CreditNote", "OpeningBalance", "Order", "OrderLine", "Product"]
