"""One file on its way into the base, and what became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.models import Job, StoredFile
from klientela.core.scoping import ScopedQuerySet


class ImportQuerySet(ScopedQuerySet["Import"]):
    """Imports: one's own, for a file may hold what team-mates do not see; those who see everything see all."""

    def _visible(self, actor: Actor) -> Self:
        return self if actor.sees is None else self.filter(user_id=actor.user_id)


class Import(models.Model):
    """A file being looked at, brought in, or taken back.

    Each row read ends in exactly one of new, updated, merged, skipped, failed; a check holds the sum.
    """

    class State(models.TextChoices):
        LOOKING = "looking", _("being looked at")
        READY = "ready", _("ready to bring in")
        WRITING = "writing", _("being brought in")
        DONE = "done", _("brought in")
        STOPPED = "stopped", _("stopped")
        REFUSED = "refused", _("refused")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    kind = models.CharField(max_length=30, blank=True, help_text="customers, contacts, order_lines …")
    profile = models.CharField(max_length=60, blank=True, help_text="which system's export it is")
    shape = models.JSONField(default=dict, help_text="format, sheet, encoding, delimiter, head row, columns")
    mapping = models.JSONField(default=dict, help_text="column position to catalogue field")
    options = models.JSONField(default=dict, help_text="owner to assign to, date order, currency, country")
    preview = models.JSONField(default=dict, help_text="counts, samples and problems before writing")
    refusal = models.JSONField(default=dict, help_text="code and params, when the file was refused")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    change_set = models.OneToOneField(ChangeSet, models.PROTECT, null=True, related_name="+")
    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_updated = models.PositiveIntegerField(default=0)
    rows_merged = models.PositiveIntegerField(default=0)
    rows_skipped = models.PositiveIntegerField(default=0)
    rows_failed = models.PositiveIntegerField(default=0)
    results = models.JSONField(
        default=dict, help_text="customers, contacts, orders, lines, lines of nobody, credit notes …"
    )
    seconds = models.FloatField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    @property
    def standing(self) -> State:
        """The state as it is true: nobody looks at a file or brings it in whose job is over, however that ended."""
        is_moving = self.state in {self.State.LOOKING, self.State.WRITING}
        is_left = is_moving and self.job is not None and self.job.is_finished
        return self.State.STOPPED if is_left else self.State(self.state)

    @property
    def names_nobody(self) -> bool:
        """Whether no row holds anything in the columns that are used, as far as they are understood now."""
        return bool(self.rows_read) and self.preview.get("reasons", {}).get("row.empty", 0) == self.rows_read


class FailedRowQuerySet(ScopedQuerySet["FailedRow"]):
    """Failed rows: visible with their import."""

    def _visible(self, actor: Actor) -> Self:
        return self if actor.sees is None else self.filter(source__user_id=actor.user_id)


class FailedRow(models.Model):
    """A sample of the rows that did not come in, with the reason; the whole list is a file to correct and drop."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="failed_rows")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=255, blank=True)
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)

    objects = FailedRowQuerySet.as_manager()
