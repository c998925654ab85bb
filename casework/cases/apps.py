"""Cases as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"

    def ready(self) -> None:
        from casework.cases import handover, loading, notices, page, panels, presenters, retention
        from ostoja.accounts import handover as open_work
        from ostoja.privacy.retention import classes
        from ostoja.ui.navigation import NavigationItem, register
        from tenants import parts

        panels.register_buttons(page.buttons)
        panels.register_history(page.history)
        open_work.register(handover.CASES)
        presenters.register_all()
        notices.register_all()
        classes.register(retention.CLOSED_CASES)
        register(
            NavigationItem(_("Cases"), "cases", Permission.CASE_VIEW, order=20, module="cases")
        )
        parts.register("case_numbering", loading.load_case_numbering, order=3)
