"""What the runtime role may not do: alter the audit, or the history of migrations."""

from django.apps import apps
from django.conf import settings
from django.db import connection, router

from tenants.fence.place import Power, current_schema, entered_platform
from tenants.fence.role_names import role_name

READ_ONLY_TABLES = ("django_migrations",)


def append_only_tables() -> list[str]:
    """The tables, in this schema, of the models that say ``append_only = True``."""
    models = [model for model in apps.get_models() if getattr(model, "append_only", False)]
    here = [model for model in models if router.allow_migrate_model(connection.alias, model)]
    return sorted(model._meta.db_table for model in here)


def apply_grants() -> None:
    """Take back what the runtime role must not have; run as the owner after each migration."""
    with connection.cursor() as cursor:
        cursor.execute(grants_of_here())


def take_back_everywhere() -> None:
    """The same for every city and spare at once, where somebody or something gave it back."""
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        for tables, rights in (
            (every_append_only_table(), "update, delete, truncate"),
            (list(READ_ONLY_TABLES), "insert, update, delete, truncate"),
        ):
            cursor.execute("select fence.take_back(%s, %s)", [tables, rights])


def every_append_only_table() -> list[str]:
    """The append-only tables of all schemas."""
    models = [model for model in apps.get_models() if getattr(model, "append_only", False)]
    return sorted(model._meta.db_table for model in models)


def grants_of_here() -> str:
    """The statements of ``apply_grants`` for the entered schema, as one text."""
    runtime = role_name(settings.DATABASE_ROLE_PREFIX, current_schema(), Power.RUNTIME)
    audit = [_revoked("update, delete, truncate", table) for table in append_only_tables()]
    history = [_revoked("insert, update, delete, truncate", table) for table in READ_ONLY_TABLES]
    quote = connection.ops.quote_name
    return "; ".join(f"{statement} from {quote(runtime)}" for statement in [*audit, *history])


def _revoked(rights: str, table: str) -> str:
    return f"revoke {rights} on {connection.ops.quote_name(table)}"
