"""Cases as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

NAVIGATION = (
    NavigationItem(_("Cases"), "cases", Permission.CASE_VIEW, order=20, module="cases", key="c"),
    NavigationItem(
        _("Restricted cases"),
        "restricted_cases",
        Permission.CASE_BREAK_GLASS,
        order=25,
        module="cases",
    ),
    NavigationItem(
        _("Register of unmet needs"),
        "unmet_needs",
        Permission.CASE_COORDINATE,
        order=821,
        module="cases",
        place=Place.MORE,
    ),
    NavigationItem(
        _("Numbers of cases"),
        "case_numbering",
        Permission.CITY_SETTINGS,
        order=927,
        module="cases",
        place=Place.SETTINGS,
    ),
)


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"

    def ready(self) -> None:
        from casework.cases import (
            blueprint,
            endings,
            handover,
            home,
            merged_bodies,
            notices,
            personal,
            presenters,
            record_parts,
            retention,
            task_rounds,
        )
        from casework.cases.help import HELP
        from ostoja.accounts import handover as open_work
        from ostoja.accounts import home as start
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register

        _register_panels()
        task_rounds.register_all()
        record_parts.register_all()
        endings.register_all()
        merged_bodies.register_all()
        start.register(home.my_cases, order=30, module="cases")
        start.register(home.nobodys_cases, order=31, module="cases")
        start.register(home.unmet_needs, order=40, module="cases")
        open_work.register(handover.CASES)
        presenters.register_all()
        notices.register_all()
        classes.register(retention.CLOSED_CASES)
        personal.register_all()
        for item in NAVIGATION:
            register(item)
        blueprint.register_all()
        page_help.register(HELP)


def _register_panels() -> None:
    from casework.cases import merge_page, page, page_of_consents, panels

    panels.register_buttons(page.buttons)
    panels.register_buttons(merge_page.buttons)
    panels.register(900, merge_page.panel)
    panels.register_history(page.history)
    panels.register(90, page_of_consents.panel)
    panels.register_buttons(page_of_consents.buttons)
    panels.register_history(page_of_consents.history)
