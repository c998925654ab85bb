"""What the runtime role may not do: alter the audit, or the history of migrations."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from tenants.fence.place import Power, current_schema
from tenants.fence.role_names import role_name

READ_ONLY_TABLES = ("django_migrations",)


def append_only_tables() -> list[str]:
    """The tables of the models that say ``append_only = True``."""
    return sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
    )


def apply_grants() -> None:
    """Take back what the runtime role must not have; run as the owner after each migration."""
    runtime = sql.Identifier(
        role_name(settings.DATABASE_ROLE_PREFIX, current_schema(), Power.RUNTIME)
    )
    with connection.cursor() as cursor:
        for table in append_only_tables():
            statement = sql.SQL("revoke update, delete, truncate on {} from {}")
            cursor.execute(statement.format(sql.Identifier(table), runtime))
        for table in READ_ONLY_TABLES:
            statement = sql.SQL("revoke insert, update, delete, truncate on {} from {}")
            cursor.execute(statement.format(sql.Identifier(table), runtime))
