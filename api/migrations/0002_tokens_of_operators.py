"""The platform's own schema gets the tables too.

Django wrote 0001 down there before they belonged there, with nothing to do: where they are
missing they are made now. In a city nothing happens.
"""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation

from tenants.fence.place import PLATFORM_SCHEMA, current_schema


class MakeOnThePlatform(Operation):
    """Makes the tables of these models in the platform's schema, unless they are there."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, models: list[str]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models have been known since 0001."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if current_schema() != PLATFORM_SCHEMA:
            return
        known = schema_editor.connection.introspection.table_names()
        for name in self.models:
            model = to_state.apps.get_model(app_label, name)
            if model._meta.db_table not in known:
                schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """They stay: older code does not look at them."""

    def describe(self) -> str:
        return "Make the tables of tokens on the platform where they are missing"


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]

    operations = [MakeOnThePlatform(["Sending", "Token"])]
