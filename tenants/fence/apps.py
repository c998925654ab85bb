"""The fence as a Django app: it starts before everything that asks the database."""

from django.apps import AppConfig


class FenceConfig(AppConfig):
    name = "tenants.fence"
    label = "fence"

    def ready(self) -> None:
        from tenants.fence import checks  # noqa: F401 - registers them
        from tenants.fence.caches import keep_caches_apart

        keep_caches_apart()
