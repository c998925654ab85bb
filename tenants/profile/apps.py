"""The profile as a Django app; it lives in each city's schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

SETTINGS = Permission.CITY_SETTINGS
NAVIGATION = (
    NavigationItem(
        _("Telephone numbers"), "city_numbers", SETTINGS, order=926, place=Place.SETTINGS
    ),
    NavigationItem(
        _("Words to residents"),
        "city_texts",
        SETTINGS,
        order=928,
        module="contact",
        place=Place.SETTINGS,
    ),
    NavigationItem(_("City's colours"), "city_colours", SETTINGS, order=930, place=Place.SETTINGS),
    NavigationItem(_("Leaving quickly"), "city_exit", SETTINGS, order=931, place=Place.SETTINGS),
)


class ProfileConfig(AppConfig):
    name = "tenants.profile"
    label = "profile"

    def ready(self) -> None:
        from ostoja.ui import city, page_help
        from ostoja.ui.navigation import register
        from tenants import parts
        from tenants.profile import blueprint, loading, opening, presenters, selectors
        from tenants.profile.help import HELP

        city.register(selectors.facts)
        for item in NAVIGATION:
            register(item)
        presenters.register_all()
        opening.register_all()

        parts.register("profile", loading.load_profile, order=0)
        blueprint.register_all()
        page_help.register(HELP)
