"""The file of an operator's own that a city was made from stays beside the city."""

import django.db.models.deletion
from django.db import migrations, models

import tenants.translated


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0005_a_city_is_prepared_before_it_opens"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnBlueprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    tenants.translated.TranslatedTextField(
                        default=tenants.translated.TranslatedText
                    ),
                ),
                ("text", models.TextField()),
                (
                    "city",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_blueprint",
                        to="tenants.city",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
