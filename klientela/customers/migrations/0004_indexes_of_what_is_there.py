"""Indexes leave out rows that have nothing to be found by: half of what an import writes was such entries."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from klientela.core import search_index

COLUMNS = import_module("klientela.customers.migrations.0002_search_by_part").COLUMNS


def watch_again(_apps: Any, schema_editor: Any) -> None:
    """Renew the triggers: SQLite changes a column by building the table anew, and they went with the old one."""
    for table, column in COLUMNS:
        search_index.watch_again(table, column, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('customers', '0003_search_of_rows_that_come_by_the_thousand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='address',
            name='contact',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='customers.contact'),
        ),
        migrations.AlterField(
            model_name='address',
            name='customer',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='customers.customer'),
        ),
        migrations.AlterField(
            model_name='affiliation',
            name='customer',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='customers.customer'),
        ),
        migrations.AlterField(
            model_name='contactpoint',
            name='contact',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='points', to='customers.contact'),
        ),
        migrations.AlterField(
            model_name='contactpoint',
            name='customer',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='points', to='customers.customer'),
        ),
        migrations.AlterField(
            model_name='customer',
            name='parent',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='subsidiaries', to='customers.customer'),
        ),
        migrations.AlterField(
            model_name='customer',
            name='source',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.source'),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='contact',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='customers.contact'),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='customer',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='customers.customer'),
        ),
        migrations.AddIndex(
            model_name='address',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['contact'], name='address_of_contact'),
        ),
        migrations.AddIndex(
            model_name='contactpoint',
            index=models.Index(condition=models.Q(('customer__isnull', False)), fields=['customer'], name='contact_point_of_customer'),
        ),
        migrations.AddIndex(
            model_name='contactpoint',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['contact'], name='contact_point_of_contact'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='customer_of_parent'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('source__isnull', False)), fields=['source'], name='customer_of_source'),
        ),
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(condition=models.Q(('customer__isnull', False)), fields=['customer'], name='identifier_of_customer'),
        ),
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['contact'], name='identifier_of_contact'),
        ),
        migrations.RunPython(watch_again, elidable=False),
    ]
