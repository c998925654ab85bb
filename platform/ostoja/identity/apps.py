"""The city's identity provider as a Django app; it lives in each city's schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class IdentityConfig(AppConfig):
    name = "ostoja.identity"
    label = "identity"

    def ready(self) -> None:
        from ostoja.accounts import ways_in
        from ostoja.identity import notices, presenters, retention, selectors
        from ostoja.identity.help import HELP
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register

        page_help.register(HELP)
        presenters.register_all()
        notices.register_all()
        classes.register(retention.UNUSED_IDENTITIES)
        ways_in.register(selectors.way_in)
        register(
            NavigationItem(
                _("Identity provider"),
                "identity_provider",
                Permission.SIGN_IN_SETTINGS,
                order=935,
                place=Place.SETTINGS,
            )
        )
