"""Display settings as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisplayConfig(AppConfig):
    name = "accessibility.display"
    label = "display"

    def ready(self) -> None:
        from ostoja.ui.navigation import NavigationItem, register_account

        register_account(NavigationItem(_("Appearance of the pages"), "display", order=10))
