"""A person may say whether they are under 18."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="is_minor",
            field=models.BooleanField(null=True),
        ),
    ]
