"""Partners as a Django app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "casework.partners"
    label = "partners"

    def ready(self) -> None:
        from casework.partners import loading
        from tenants import parts

        parts.register("needs", loading.load_needs, order=20)
        parts.register("organisations", loading.load_organisations, order=30)
