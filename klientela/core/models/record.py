"""What every record that people edit has: a version against lost updates, and where it came from."""

from django.db import models

from klientela.core.models.stored_file import StoredFile


class Record(models.Model):
    """A row that people see and edit.

    `version` grows with every change, so that a write based on an older one can be refused.
    `origin` and `origin_row` name the file and its row (counted as a person counts, head included).
    """

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # No index: nobody looks records up by file, and a million order lines would pay for it.
    origin = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    origin_row = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
