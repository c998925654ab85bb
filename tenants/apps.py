"""The cities as a Django app; it lives in the platform's own schema."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"

    def ready(self) -> None:
        from tenants import demo, parts

        parts.register("people", demo.load_people, order=40)
