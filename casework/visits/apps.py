"""Outreach visits as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem

MODULE = "visits"
NAVIGATION = (
    NavigationItem(
        _("Outreach visits"), "visits", Permission.VISIT_VIEW, order=47, module=MODULE, key="w"
    ),
)


class VisitsConfig(AppConfig):
    name = "casework.visits"
    label = "visits"

    def ready(self) -> None:
        from casework.cases import restriction_effects
        from casework.visits import (
            blueprint,
            handover,
            home,
            loading,
            merged_bodies,
            merging,
            notices,
            on_case,
            personal,
            presenters,
            retention,
        )
        from casework.visits.actions.alarms import call_who_may_see
        from casework.visits.help import HELP
        from ostoja.accounts import along as along_with_people
        from ostoja.accounts import handover as open_work
        from ostoja.accounts import home as first_page
        from ostoja.notifications import pressing
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts

        for item in NAVIGATION:
            register(item)
        along_with_people.register(home.ALARMS, home.any_open_alarm)
        along_with_people.register(home.OWN, home.any_visit)
        pressing.register(home.PRESSING)
        first_page.register(home.own_visits, order=4, module=MODULE)
        for part in (on_case, presenters, notices, merging, merged_bodies, personal, blueprint):
            part.register_all()
        restriction_effects.register(call_who_may_see)
        open_work.register(handover.PLANNED)
        classes.register(retention.WITHOUT_CASE)
        classes.register_before("cases", retention.delete_visits)
        page_help.register(HELP)
        parts.register("visits", loading.load_visits, order=69)
