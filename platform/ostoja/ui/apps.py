"""The app of the design system."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class UiConfig(AppConfig):
    """Registers templates, static files and translations."""

    name = "ostoja.ui"
    label = "ui"

    def ready(self) -> None:
        from ostoja.ui import page_help
        from ostoja.ui.help import HELP
        from ostoja.ui.navigation import NavigationItem, register_account

        register_account(NavigationItem(pgettext_lazy("settings", "Display"), "display", order=10))
        page_help.register(HELP)
