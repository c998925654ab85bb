"""A message may name who is asked before it leaves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0006_a_file_goes_along_with_an_email")]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="guard",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        )
    ]
