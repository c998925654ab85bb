"""What the runtime role may not do: alter the audit, or the history of migrations."""

from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import connection, router
from django.db.models import Model

from tenants.fence.place import Power, current_schema, entered_platform
from tenants.fence.role_names import role_name

# What the runtime role must not do with rows that are only added, and with a city's history.
ON_APPEND_ONLY = "update, delete, truncate"
ON_READ_ONLY = "insert, update, delete, truncate"
READ_ONLY_TABLES = ("django_migrations",)


def every_append_only_table() -> list[str]:
    """The tables, in any schema, of the models that say ``append_only = True``."""
    return sorted(model._meta.db_table for model in _append_only_models())


def append_only_tables() -> list[str]:
    """Those of them that the entered schema has."""
    here = filter(partial(router.allow_migrate_model, connection.alias), _append_only_models())
    return sorted(model._meta.db_table for model in here)


def _append_only_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def apply_grants() -> None:
    """Take back what the runtime role must not have; run as the owner after each migration."""
    with connection.cursor() as cursor:
        cursor.execute(grants_of_here())


def take_back_everywhere() -> None:
    """The same for every city and spare at once, where somebody or something gave it back."""
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        for tables, rights in (
            (every_append_only_table(), ON_APPEND_ONLY),
            (list(READ_ONLY_TABLES), ON_READ_ONLY),
        ):
            cursor.execute("select fence.take_back(%s, %s)", [tables, rights])


def grants_of_here() -> str:
    """The statements of ``apply_grants`` for the entered schema, as one text."""
    runtime = role_name(settings.DATABASE_ROLE_PREFIX, current_schema(), Power.RUNTIME)
    audit = [_revoked(ON_APPEND_ONLY, table) for table in append_only_tables()]
    history = [_revoked(ON_READ_ONLY, table) for table in READ_ONLY_TABLES]
    quote = connection.ops.quote_name
    return "; ".join(f"{statement} from {quote(runtime)}" for statement in [*audit, *history])


def _revoked(rights: str, table: str) -> str:
    return f"revoke {rights} on {connection.ops.quote_name(table)}"
