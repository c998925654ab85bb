from django.db import migrations, models

import tenants.fence.models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0005_bodies_ask_to_join"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerRules",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.fence.models.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("only", models.BooleanField(default=True, editable=False, unique=True)),
                (
                    "confirm_every_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        verbose_name="After how many days a record must be confirmed again",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", True)), name="partner_rules_are_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirm_every_days__gte", 7), ("confirm_every_days__lte", 730)
                        ),
                        name="records_are_confirmed_within_two_years",
                    ),
                ],
            },
        ),
    ]
