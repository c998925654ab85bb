"""The audit as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class AuditConfig(AppConfig):
    name = "ostoja.audit"
    label = "audit"

    def ready(self) -> None:
        from ostoja.ui import navigation

        navigation.register(
            navigation.NavigationItem(_("Audit"), "audit_log", Permission.AUDIT_VIEW, order=910)
        )
