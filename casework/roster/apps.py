"""The roster as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

VIEW, MODULE = Permission.ROSTER_VIEW, "roster"
NAVIGATION = (
    NavigationItem(_("Roster"), "roster", VIEW, order=50, module=MODULE, exact=True, key="d"),
    NavigationItem(_("My duties"), "my_duties", VIEW, order=51, module=MODULE, place=Place.MORE),
)


class RosterConfig(AppConfig):
    name = "casework.roster"
    label = "roster"

    def ready(self) -> None:
        from casework.roster import (
            blueprint,
            handover,
            home,
            loading,
            notices,
            presenters,
            ready,
            retention,
        )
        from casework.roster.help import HELP
        from ostoja.accounts import handover as open_work
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts, readiness

        for item in NAVIGATION:
            register(item)
        first_page.register(home.gaps, order=7, module=MODULE)
        first_page.register(home.swaps_that_wait, order=50, module=MODULE)
        first_page.register(home.next_duties, order=51, module=MODULE)
        open_work.register(handover.DUTIES)
        presenters.register_all()
        notices.register_all()
        classes.register(retention.SHIFTS)
        classes.register(retention.ABSENCES)
        page_help.register(HELP)
        readiness.register(ready.SOMEBODY_ON_DUTY)
        blueprint.register_all()
        parts.register("duties", loading.load_duties, order=75)
