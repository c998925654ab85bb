from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_visitors"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="display",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=60,
                verbose_name="Display settings",
            ),
        ),
    ]
