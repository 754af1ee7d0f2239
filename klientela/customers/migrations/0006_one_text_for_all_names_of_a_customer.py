"""A part of a name is looked for in one text a customer, instead of among customers and contacts apart."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from klientela.core import search_index
from klientela.customers import name_triggers

BEFORE = (("customers_customer", "name_key"), ("customers_contact", "name_key"))


def search_there(_apps: Any, schema_editor: Any) -> None:
    """Write the texts and make their index; those of the names apart go."""
    for table, column in BEFORE:
        search_index.remove(table, column, schema_editor)
    search_index.name_what_is_quiet(schema_editor)
    name_triggers.install(schema_editor)
    search_index.install(name_triggers.TABLE, "text", schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ('customers', '0005_the_pool_in_order_of_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomerNames',
            fields=[
                ('customer', models.OneToOneField(db_column='id', db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='customers.customer')),
                ('text', models.TextField()),
                ('owner', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'customer names',
            },
        ),
        migrations.RunPython(search_there, elidable=False),
    ]
