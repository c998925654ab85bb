"""The profile as a Django app; it lives in each city's schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfileConfig(AppConfig):
    name = "tenants.profile"
    label = "profile"

    def ready(self) -> None:
        from ostoja.access.permissions import Permission
        from ostoja.audit import presenters
        from ostoja.ui import city, page_help
        from ostoja.ui.navigation import NavigationItem, register
        from tenants import parts
        from tenants.profile import loading, selectors
        from tenants.profile.help import HELP

        city.register(selectors.facts)
        register(
            NavigationItem(_("City's colours"), "city_colours", Permission.CITY_SETTINGS, order=930)
        )
        presenters.register("city.colours_set", _("City's colours set"))

        parts.register("profile", loading.load_profile, order=0)
        parts.register("phone_numbers", loading.load_phone_numbers, order=1)
        parts.register("texts", loading.load_texts, order=2)
        page_help.register(HELP)
