"""The profile as a Django app; it lives in each city's schema."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    name = "tenants.profile"
    label = "profile"

    def ready(self) -> None:
        from ostoja.ui import city
        from tenants import parts
        from tenants.profile import loading, selectors

        city.register(selectors.facts)

        parts.register("profile", loading.load_profile, order=0)
        parts.register("phone_numbers", loading.load_phone_numbers, order=1)
        parts.register("texts", loading.load_texts, order=2)
