"""Import and export as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class TablesConfig(AppConfig):
    name = "ostoja.tables"
    label = "tables"

    def ready(self) -> None:
        from ostoja.privacy.retention import classes
        from ostoja.tables import notices, presenters, retention
        from ostoja.tables.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register

        presenters.register_all()
        notices.register_all()
        classes.register(retention.FILES)
        register(
            NavigationItem(
                _("Import and export"),
                "tables",
                Permission.TABLES_IMPORT,
                order=905,
                place=Place.MORE,
            )
        )
        page_help.register(HELP)
