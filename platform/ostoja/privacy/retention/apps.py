"""Retention as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class RetentionConfig(AppConfig):
    name = "ostoja.privacy.retention"
    label = "retention"

    def ready(self) -> None:
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import home, kernel, presenters
        from ostoja.privacy.retention.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register

        kernel.register_all()
        presenters.register_all()
        first_page.register(home.deleted_next, order=920)
        first_page.register(home.kept_back, order=921)
        register(
            NavigationItem(
                _("Keeping data"),
                "retention",
                Permission.RETENTION_MANAGE,
                order=920,
                place=Place.SETTINGS,
            )
        )
        page_help.register(HELP)
