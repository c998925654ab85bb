from django.db import migrations, models

import ostoja.privacy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0016_files_of_emails"),
    ]

    operations = [
        migrations.AddField(
            model_name="dangerrun",
            name="called_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dangerrun",
            name="dispatcher",
            field=ostoja.privacy.fields.EncryptedTextField(blank=True, default="", null=True),
        ),
    ]
