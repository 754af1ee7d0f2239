"""A setting that the owner of the base may change while it runs, such as how many purchases make platinum."""

from django.db import models


class Setting(models.Model):
    """One named value; the names, defaults and meanings stand in `core.preferences`."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.key
