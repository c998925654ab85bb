"""Breaches of personal data, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class BreachesConfig(AppConfig):
    name = "ostoja.privacy.breaches"
    label = "breaches"

    def ready(self) -> None:
        from ostoja.accounts import home as first_page
        from ostoja.privacy.breaches import home, notices, presenters, retention
        from ostoja.privacy.breaches.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, register

        presenters.register_all()
        notices.register_all()
        retention.register_all()
        first_page.register(home.open_breaches, order=5)
        register(NavigationItem(_("Breaches of data"), "breaches", Permission.BREACHES, order=915))
        page_help.register(HELP)
