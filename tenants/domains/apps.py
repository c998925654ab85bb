"""The domains as a Django app; it lives in the platform's own schema."""

from django.apps import AppConfig


class DomainsConfig(AppConfig):
    name = "tenants.domains"
    label = "domains"

    def ready(self) -> None:
        from tenants.domains import presenters

        presenters.register_all()
