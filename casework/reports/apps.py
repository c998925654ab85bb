"""Reports as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

MODULE = "cases"
NAVIGATION = NavigationItem(
    _("Reports"), "reports", Permission.REPORT_VIEW, order=822, module=MODULE, place=Place.MORE
)


class ReportsConfig(AppConfig):
    name = "casework.reports"
    label = "reports"

    def ready(self) -> None:
        from casework.reports import presenters
        from casework.reports.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register

        register(NAVIGATION)
        presenters.register_all()
        page_help.register(HELP)
