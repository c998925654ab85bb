"""The opening of a city as a Django app; it has no tables of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningConfig(AppConfig):
    name = "tenants.opening"
    label = "opening"

    def ready(self) -> None:
        from ostoja.access.permissions import Permission
        from ostoja.accounts import home as first_page
        from ostoja.audit import presenters
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import parts
        from tenants.opening import checks, home, loading
        from tenants.opening.help import HELP

        register(
            NavigationItem(
                _("Ready to open"),
                "opening",
                Permission.CITY_SETTINGS,
                order=899,
                place=Place.SETTINGS,
            )
        )
        first_page.register(home.what_is_missing, order=1)
        presenters.register("city.opened", _("The city was opened"))
        parts.register("opening", loading.load_opening, order=90)
        checks.register_all()
        page_help.register(HELP)
