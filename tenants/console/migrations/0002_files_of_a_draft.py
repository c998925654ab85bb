"""What was handed in for a draft is kept with it, encrypted, until the city is there."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import ostoja.privacy.fields
import tenants.fence.models


class Migration(migrations.Migration):
    dependencies = [("console", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DraftFile",
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
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("own_blueprint", "Own Blueprint"),
                            ("partners", "Partners"),
                            ("staff", "Staff"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sealed", ostoja.privacy.fields.EncryptedTextField()),
                (
                    "kept_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="console.draft",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "fact"), name="draft_file_once_for_a_fact"
                    )
                ],
            },
        ),
    ]
