"""Retention as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class RetentionConfig(AppConfig):
    name = "ostoja.privacy.retention"
    label = "retention"

    def ready(self) -> None:
        from ostoja.privacy.retention import kernel, presenters
        from ostoja.ui.navigation import NavigationItem, register

        kernel.register_all()
        presenters.register_all()
        register(
            NavigationItem(_("Keeping data"), "retention", Permission.RETENTION_MANAGE, order=920)
        )
