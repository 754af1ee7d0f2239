"""The whole field catalogue, in one visible list."""

from klientela.customers.fields import FIELDS as CUSTOMER_FIELDS
from klientela.insight.fields import FIELDS as CONCLUSION_FIELDS
from klientela.rules.fields import Field

FIELDS: tuple[Field, ...] = (*CUSTOMER_FIELDS, *CONCLUSION_FIELDS)
