"""What is sold."""

from typing import Self

from django.db import models

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet


class ProductQuerySet(ScopedQuerySet["Product"]):
    """Products: everybody who uses the base sees them."""

    def _visible(self, actor: Actor) -> Self:  # noqa: ARG002 (everybody sees every product)
        return self


class Product(Record):
    """A product or service, known by its code."""

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=255, blank=True)
    name_key = models.CharField(max_length=512, blank=True)

    objects = ProductQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or self.code
