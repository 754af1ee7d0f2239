"""PostgreSQL walks customers without owner in order of names, which the index by owner does not give it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('customers', '0004_indexes_of_what_is_there'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('owner__isnull', True)), fields=['name_key', 'id'], name='customer_in_the_pool'),
        ),
    ]
