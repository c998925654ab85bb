"""Staff accounts as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class AccountsConfig(AppConfig):
    name = "ostoja.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ostoja.accounts import home, notices, panels, presenters
        from ostoja.accounts.help import HELP
        from ostoja.accounts.tables import Staff
        from ostoja.tables import kinds
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, register, register_account

        presenters.register_all()
        notices.register_all()
        kinds.register(Staff())
        home.register(panels.invitations, order=900)
        home.register(panels.what_comes, order=990)
        register(NavigationItem(_("Start page"), "staff_home", order=0, exact=True, key="s"))
        register(
            NavigationItem(_("People"), "people", Permission.PEOPLE_MANAGE, order=900, key="l")
        )
        register_account(NavigationItem(_("Your account"), "own_account", order=0))
        register_account(NavigationItem(_("Keyboard shortcuts"), "shortcuts", order=20))
        page_help.register(HELP)
