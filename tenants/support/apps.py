"""Support access as a Django app; it lives in each city's schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "tenants.support"
    label = "support"

    def ready(self) -> None:
        from ostoja.access.permissions import Permission
        from ostoja.privacy.retention import classes
        from ostoja.ui import banner, page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants.bundles import afterwards
        from tenants.console.panels import register_panel
        from tenants.support import notices, panels, presenters, retention
        from tenants.support.help import HELP

        register(
            NavigationItem(
                _("Support access"),
                "support",
                Permission.SUPPORT_CONSENT,
                order=936,
                place=Place.SETTINGS,
            )
        )
        presenters.register_all()
        notices.register_all()
        classes.register(retention.CONSENTS)
        banner.register(panels.on_each_page)
        register_panel(panels.on_the_console)
        # A city that comes back from a backup does not let anybody in whom it has sent away.
        afterwards.register(
            afterwards.Ended("support_supportconsent", "withdrawn_at", "withdrawn_at is not null"),
            afterwards.Ended("support_supportvisit", "left_at", "left_at is not null"),
        )
        page_help.register(HELP)
