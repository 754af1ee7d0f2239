"""What happened, kept in the transaction in which it happened, and who still has to hear of it.

The row is the promise: nothing can be lost between a commit and its consequences.
"""

from typing import Any, Self

from django.db import models

from klientela.core.scoping import ScopedQuerySet


class OutboxEvent(models.Model):
    """Something that happened; `name` is the dotted path of its event class, `payload` that class's fields."""

    name = models.CharField(max_length=200)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ScopedQuerySet["OutboxEvent"].as_manager()

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class DeliveryQuerySet(ScopedQuerySet["Delivery"]):
    """Deliveries; seen by nobody, they are the machine's own."""

    def due(self, moment: Any) -> Self:
        """Return the deliveries to make at `moment`, in the order in which things happened."""
        return self.filter(state=Delivery.State.WAITING, run_after__lte=moment).order_by("run_after", "pk")


class Delivery(models.Model):
    """That one subscriber has to hear of one event.

    `attempts` is also the token of the try: who began try 3 can mark the delivery only while it still stands at 3.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=200, help_text="dotted name of the handler")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_after = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once")]
        indexes = [models.Index(fields=["run_after", "id"], condition=models.Q(state="waiting"), name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.subscriber}"
