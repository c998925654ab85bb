"""The accessibility statement as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatementConfig(AppConfig):
    name = "accessibility.statement"
    label = "statement"

    def ready(self) -> None:
        from accessibility.statement import blueprint, home, notices, opening, presenters
        from accessibility.statement.help import HELP
        from ostoja.access.permissions import Permission
        from ostoja.accounts import home as first_page
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import readiness

        register(
            NavigationItem(
                _("Accessibility"),
                "statement",
                Permission.STATEMENT_CHANGE,
                order=90,
                place=Place.SETTINGS,
            )
        )
        first_page.register(home.statement_to_do, order=90)
        presenters.register_all()
        notices.register_all()
        blueprint.register_all()
        page_help.register(HELP)
        readiness.register(opening.STATEMENT)
