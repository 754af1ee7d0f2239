"""The history of every change: who changed what, when, from where and why, with before and after.

From it come the history on a card, undo of an edit, a bulk edit and a whole import, and optimistic locking.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from klientela.accounts.models.people import User
from klientela.core.actor import Actor
from klientela.core.models import Job
from klientela.core.scoping import ScopedQuerySet


class ChangeSetQuerySet(ScopedQuerySet["ChangeSet"]):
    """Change sets: everybody sees their own, those who see everything see all."""

    def _visible(self, actor: Actor) -> Self:
        return self if actor.sees is None else self.filter(user_id__in=actor.sees)


class ChangeSet(models.Model):
    """One thing that somebody did, however many rows it touched."""

    code = models.CharField(max_length=60, help_text="what was done: customer.edited, import.written …")
    params = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=150)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    undone_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="undoes")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", help_text="that goes on writing it")
    key = models.CharField(
        max_length=64, null=True, unique=True, help_text="digest of who asked and of the key of the request"
    )

    objects = ChangeSetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether a job is still writing it; one that was cancelled or died without a word writes no more."""
        return self.job is not None and not self.job.is_finished

    @property
    def is_half_undone(self) -> bool:
        """Whether its undo was given up before the end, of which a finished one tells what it restored."""
        undo = self.undone_by
        return undo is not None and "restored" not in undo.params and not undo.is_open


class ChangeRow(models.Model):
    """One changed row, or an unbroken range of rows that one change set created.

    `label` is the model ("customers.customer"). An import makes a million rows; ranges keep its history small,
    and a created row needs no picture of itself: it is its own picture until it is deleted.
    """

    class Verb(models.TextChoices):
        CREATED = "c"
        UPDATED = "u"
        DELETED = "d"

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="rows")
    label = models.CharField(max_length=40)
    first_key = models.BigIntegerField()
    last_key = models.BigIntegerField()
    verb = models.CharField(max_length=1, choices=Verb)
    version = models.PositiveIntegerField(null=True, help_text="of the row after the change")

    class Meta:
        indexes = [
            models.Index(fields=["label", "last_key", "first_key"], name="change_row_by_key"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(first_key__lte=models.F("last_key")), name="change_row_range"),
        ]


class ChangePayload(models.Model):
    """The erasable part of a change: the changed columns before and after."""

    row = models.OneToOneField(ChangeRow, models.CASCADE, primary_key=True, related_name="payload")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
