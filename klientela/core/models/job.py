"""A piece of long or later work, as a row: whoever holds its lease works on it, and nobody else can write for it.

Jobs live in the database, so that they are begun in the transaction of what caused them and survive every process;
see `docs/decisions/0002-jobs-live-in-the-database.md`.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor, Role
from klientela.core.scoping import ScopedQuerySet


class JobQuerySet(ScopedQuerySet["Job"]):
    """Jobs, seen by who began them and by the owner of the base."""

    def finished(self) -> Self:
        """Return the jobs that nobody will work on again."""
        return self.filter(state__in=Job.FINISHED)

    def due(self, moment: Any) -> Self:
        """Return the jobs that wait for a worker at `moment`, the longest waiting first."""
        return self.filter(state=Job.State.READY, run_after__lte=moment).order_by("run_after", "pk")

    def abandoned(self, moment: Any) -> Self:
        """Return the jobs whose holder let its lease run out: killed, asleep or cut off."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=moment)

    def _visible(self, actor: Actor) -> Self:
        return self if actor.role == Role.OWNER else self.filter(user_id=actor.user_id).exclude(user_id=None)


class Job(models.Model):
    """One piece of work: what, for whom, how far, and how it ended.

    `attempts` counts tries since the last progress, so that a job that moves on is never given up.
    `note` and `result` are a code with parameters, put into the reader's words when shown.
    """

    class State(models.TextChoices):
        READY = "ready", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        DEAD = "dead", _("given up")
        CANCELLED = "cancelled", _("cancelled")

    FINISHED: ClassVar = (State.DONE, State.FAILED, State.DEAD, State.CANCELLED)

    name = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    actor = models.JSONField()
    user_id = models.BigIntegerField(null=True, db_index=True, help_text="whose job it is; null for the machine's own")
    unique_key = models.CharField(max_length=200, null=True, help_text="only one such job of this name may wait")

    state = models.CharField(max_length=10, choices=State, default=State.READY)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True, help_text="of the holder; every write for the job is checked against it")
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=5)
    cancel_requested = models.BooleanField(default=False)

    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=30, blank=True, help_text="a code: rows, customers, bytes")
    bookmark = models.JSONField(default=dict, help_text="where to go on, written with each chunk")
    note = models.JSONField(null=True, help_text="code and params of what is going on")
    result = models.JSONField(null=True, help_text="code and params of how it ended")
    error = models.TextField(blank=True, help_text="for the person who mends it, not for the reader")

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            # "Waiting" means never begun: a job that waits for its next try must not stand in a new one's way.
            models.UniqueConstraint(
                fields=["name", "unique_key"],
                condition=models.Q(state="ready", started_at__isnull=True),
                name="job_waits_once",
            ),
        ]
        indexes = [
            # Small however long the history grows: the worker asks these several times a second.
            models.Index(fields=["run_after"], condition=models.Q(state="ready"), name="job_ready"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_running"),
            models.Index(fields=["finished_at"], name="job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nobody will work on it again."""
        return self.state in self.FINISHED


class Schedule(models.Model):
    """When a periodic job is due next; moving `due_at` on and beginning the job are one transaction."""

    name = models.CharField(max_length=100, primary_key=True)
    cron = models.CharField(max_length=100)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.cron}"
