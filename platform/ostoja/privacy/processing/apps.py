"""The register of processing, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class ProcessingConfig(AppConfig):
    name = "ostoja.privacy.processing"
    label = "processing"

    def ready(self) -> None:
        from ostoja.privacy.processing import presenters
        from ostoja.privacy.processing.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register

        presenters.register_all()
        register(
            NavigationItem(
                _("Register of processing"),
                "processing",
                Permission.PROCESSING,
                order=918,
                place=Place.MORE,
            )
        )
        page_help.register(HELP)
