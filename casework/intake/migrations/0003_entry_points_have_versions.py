"""Entry points are edited on the screen, by one person at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_people_may_say_their_age"),
    ]

    operations = [
        migrations.AddField(
            model_name="entrypoint",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
    ]
