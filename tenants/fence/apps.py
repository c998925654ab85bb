"""The fence as a Django app: it starts before everything that asks the database."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class FenceConfig(AppConfig):
    name = "tenants.fence"
    label = "fence"

    def ready(self) -> None:
        from tenants.fence import checks  # noqa: F401 - registers them
        from tenants.fence.caches import keep_caches_apart
        from tenants.fence.rows import keep_rows_at_home

        keep_rows_at_home()
        keep_caches_apart()
        # Whoever sends a task needs the one Celery app; else it would go to a default broker.
        import_module(settings.CELERY_MODULE)
