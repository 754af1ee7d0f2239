"""Every customer with scores gets the group that they say; the next full run would say the same."""

from typing import Any

from django.db import migrations, models
from django.db.models import F

from klientela.measures import GRID

CHOICES = [
    ("champions", "champions"),
    ("loyal", "loyal"),
    ("potential_loyalists", "potential loyalists"),
    ("new", "new"),
    ("promising", "promising"),
    ("need_attention", "need attention"),
    ("about_to_sleep", "about to sleep"),
    ("at_risk", "at risk"),
    ("cant_lose", "can't lose"),
    ("hibernating", "hibernating"),
]


def name_groups(apps: Any, _schema_editor: Any) -> None:
    conclusions = apps.get_model("insight", "Conclusion").objects
    for recency, groups in GRID.items():
        for place, group in enumerate(groups, start=1):
            both = conclusions.annotate(both=F("frequency") + F("monetary"))
            both.filter(recency=recency, both__in=(2 * place - 1, 2 * place)).update(rfm_group=group)


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_today_is_counted_off_its_indexes")]

    operations = [
        migrations.AddField(
            model_name="conclusion",
            name="rfm_group",
            field=models.CharField(
                blank=True, choices=CHOICES, default="", help_text="empty without scores", max_length=20
            ),
        ),
        migrations.AddIndex(
            model_name="conclusion",
            index=models.Index(fields=["rfm_group", "customer"], name="conclusion_by_group"),
        ),
        migrations.RunPython(name_groups, migrations.RunPython.noop),
    ]
