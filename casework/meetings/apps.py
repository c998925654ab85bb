"""Meetings as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "casework.meetings"
    label = "meetings"

    def ready(self) -> None:
        from casework.meetings import home, loading, merged_bodies, notices, presenters
        from casework.meetings.help import HELP
        from ostoja.access.permissions import Permission
        from ostoja.accounts import home as first_page
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import parts

        view, module = Permission.MEETING_VIEW, "meetings"
        register(
            NavigationItem(
                _("Meetings"), "meetings", view, order=60, module=module, key="m", place=Place.MORE
            )
        )
        register(
            NavigationItem(
                _("Decision book"),
                "outcomes",
                view,
                order=61,
                module=module,
                key="o",
                place=Place.MORE,
            )
        )
        first_page.register(home.next_meeting, order=60, module=module)
        first_page.register(home.our_outcomes, order=61, module=module)
        first_page.register(home.overdue_outcomes, order=62, module=module)
        first_page.register(home.not_written_up, order=63, module=module)
        presenters.register_all()
        notices.register_all()
        merged_bodies.register_all()
        parts.register("meetings", loading.load_meetings, order=80)
        page_help.register(HELP)
