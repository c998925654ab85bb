"""The privacy notice as a Django app; it lives in each city's schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyNoticeConfig(AppConfig):
    name = "tenants.privacy_notice"
    label = "privacy_notice"

    def ready(self) -> None:
        from ostoja.access.permissions import Permission
        from ostoja.accounts import home as first_page
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import readiness
        from tenants.privacy_notice import blueprint, home, opening, personal, presenters
        from tenants.privacy_notice.help import HELP

        change = Permission.PRIVACY_NOTICE_CHANGE
        register(
            NavigationItem(
                _("Data protection"), "privacy_notice_staff", change, order=91, place=Place.SETTINGS
            )
        )
        first_page.register(home.notice_to_confirm, order=91)
        presenters.register_all()
        personal.register_all()
        blueprint.register_all()
        page_help.register(HELP)
        readiness.register(opening.NOTICE)
