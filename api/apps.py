"""The API as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "api"
    label = "api"

    def ready(self) -> None:
        from api import handover, personal, presenters
        from api.help import HELP
        from ostoja.accounts import handover as open_work
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, register_account
        from tenants.bundles import afterwards

        presenters.register_all()
        personal.register_all()
        afterwards.register(afterwards.Ended("api_token", "revoked_at", "revoked_at is not null"))
        open_work.register(handover.TOKENS)
        register_account(NavigationItem(_("Tokens for programs"), "tokens", order=50))
        page_help.register(HELP)
