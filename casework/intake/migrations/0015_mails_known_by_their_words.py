"""Another mail server may give the numbers that the one before gave."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0014_further_hours"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="incomingmail", name="incoming_mail_once"),
    ]
