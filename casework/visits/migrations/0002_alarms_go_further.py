"""Whom the news of an alarm did not reach, and when the supervisors were called."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_visits_steps_and_alarms")]

    operations = [
        migrations.AddField(
            model_name="alarm",
            name="untold",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="widened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
