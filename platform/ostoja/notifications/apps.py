"""Notifications as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "ostoja.notifications"
    label = "notifications"

    def ready(self) -> None:
        from ostoja.live import sockets
        from ostoja.notifications import (
            checks,  # noqa: F401 - registers them
            presenters,
            pressing,
            views,
        )
        from ostoja.notifications.help import HELP
        from ostoja.ui import banner, bell, page_help
        from ostoja.ui.navigation import NavigationItem, register_account

        page_help.register(HELP)
        presenters.register_all()
        bell.register(views.bell)
        banner.register(pressing.on_each_page)
        sockets.register(pressing.PATH, pressing.pressing, name="pressing")
        register_account(
            NavigationItem(_("How you are told of news"), "notification_choices", order=5)
        )
