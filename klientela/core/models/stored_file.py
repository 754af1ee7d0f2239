"""A file that was given to us, kept compressed as it came, so that any row can be traced back to it."""

from django.db import models


class StoredFile(models.Model):
    """One kept file; its bytes lie gzip-compressed under `files/` in the home directory."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes before compression")
    path = models.CharField(max_length=255, help_text="relative to the home directory")
    user_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
