import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="changeset",
            name="job",
            field=models.ForeignKey(
                help_text="that goes on writing it",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="core.job",
            ),
        ),
        migrations.AddField(
            model_name="changeset",
            name="key",
            field=models.CharField(
                help_text="digest of who asked and of the key of the request", max_length=64, null=True, unique=True
            ),
        ),
    ]
