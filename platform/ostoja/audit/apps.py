"""The audit as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class AuditConfig(AppConfig):
    name = "ostoja.audit"
    label = "audit"

    def ready(self) -> None:
        from ostoja.accounts import home as first_page
        from ostoja.audit import home
        from ostoja.audit.help import HELP
        from ostoja.ui import navigation, page_help

        first_page.register(home.look_through, order=910)
        navigation.register(
            navigation.NavigationItem(
                _("Audit"), "audit_log", Permission.AUDIT_VIEW, order=910, key="a"
            )
        )
        page_help.register(HELP)
