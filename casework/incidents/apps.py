"""Incidents as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

MODULE = "incidents"
NAVIGATION = (
    NavigationItem(
        _("Incidents"),
        "incidents",
        Permission.INCIDENT_VIEW,
        order=30,
        module=MODULE,
        key="e",
        place=Place.MORE,
    ),
    NavigationItem(
        _("Addresses for situation reports"),
        "report_addresses",
        Permission.INCIDENT_ADDRESSES,
        order=933,
        module=MODULE,
        place=Place.SETTINGS,
    ),
)


class IncidentsConfig(AppConfig):
    name = "casework.incidents"
    label = "incidents"

    def ready(self) -> None:
        from casework.cases import panels
        from casework.incidents import (
            home,
            leaving,
            letters,
            loading,
            marks,
            merged_bodies,
            merging,
            notices,
            on_case,
            personal,
            presenters,
            retention,
            sockets,
        )
        from casework.incidents.help import HELP
        from casework.partners import leaving as of_partners
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts

        for item in NAVIGATION:
            register(item)
        first_page.register(home.running, order=0, module=MODULE)
        panels.register(5, on_case.panel)
        panels.register_buttons(on_case.buttons)
        of_partners.register(leaving.release_all)
        classes.register(retention.PEOPLE)
        classes.register(retention.INCIDENTS)
        classes.register_before("cases", retention.delete_bindings)
        for one in (presenters, notices, merging, merged_bodies, personal, marks, letters, sockets):
            one.register_all()
        page_help.register(HELP)
        parts.register("report_addresses", loading.load_addresses, order=68)
        parts.register("incidents", loading.load_incidents, order=69)
