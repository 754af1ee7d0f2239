"""Something somebody promised to do, by a day."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models import Customer
from klientela.customers.models.visibility import seen_through


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks: those given to people one sees, when their customer is visible."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        theirs = Q(assignee_id__in=actor.sees) | Q(assignee__isnull=True)
        return self.filter(theirs, Q(customer__isnull=True) | seen_through(actor, "customer"))

    def open(self) -> Self:
        """Keep what is not done."""
        return self.filter(done_at__isnull=True)


class Task(Record):
    """A task or the next step with a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="tasks")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=255)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.TimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["assignee", "done_at", "due_on"], name="task_of_assignee")]

    def __str__(self) -> str:
        return self.title
