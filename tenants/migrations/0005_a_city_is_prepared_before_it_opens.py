"""A stage between onboarding and running. Cities that are there keep theirs."""

from django.db import migrations, models

STAGES = [
    ("planning", "planning"),
    ("preparing", "in preparation"),
    ("running", "running"),
    ("suspended", "suspended"),
]


class Migration(migrations.Migration):
    dependencies = [("tenants", "0004_a_copy_knows_of_what")]

    operations = [
        migrations.AlterField(
            model_name="city",
            name="stage",
            field=models.CharField(choices=STAGES, default="running", max_length=10),
        ),
        migrations.AlterField(
            model_name="city",
            name="stage_before",
            field=models.CharField(blank=True, choices=STAGES, db_default="", max_length=10),
        ),
    ]
