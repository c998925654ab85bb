"""Which app's tables belong in which schema, and which rows belong together."""

from typing import Any

from django.db.models import Model
from django_tenants.routers import TenantSyncRouter

from tenants.fence import current_place
from tenants.fence.rows import refuse_foreign_relation


class SchemaRouter(TenantSyncRouter):  # type: ignore[misc]
    """django-tenants' router; with no place entered (system checks) every app is allowed."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if current_place() is None:
            return None
        allowed: bool | None = super().allow_migrate(db, app_label, model_name, **hints)
        return allowed

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> None:
        """Asked before one row is assigned or added to another; leaves the rest to Django."""
        refuse_foreign_relation(obj1, obj2)
