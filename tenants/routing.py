"""Which app's tables belong in which schema."""

from typing import Any

from django_tenants.routers import TenantSyncRouter

from tenants.fence import current_place


class SchemaRouter(TenantSyncRouter):  # type: ignore[misc]
    """django-tenants' router; with no place entered (system checks) every app is allowed."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if current_place() is None:
            return None
        allowed: bool | None = super().allow_migrate(db, app_label, model_name, **hints)
        return allowed
