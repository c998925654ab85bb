"""Requests of people about their data, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class RequestsConfig(AppConfig):
    name = "ostoja.privacy.requests"
    label = "data_requests"

    def ready(self) -> None:
        from ostoja.accounts import home as first_page
        from ostoja.privacy.requests import home, presenters, registration, retention
        from ostoja.privacy.requests.help import HELP
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, register

        presenters.register_all()
        retention.register_all()
        registration.register_all()
        first_page.register(home.waiting_requests, order=60)
        register(
            NavigationItem(
                _("Requests about data"), "data_requests", Permission.DATA_REQUESTS, order=60
            )
        )
        page_help.register(HELP)
