"""Places to stay as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem

MODULE = "shelter"
NAVIGATION = (
    NavigationItem(
        _("Places to stay"), "shelter", Permission.SHELTER_VIEW, order=45, module=MODULE, key="b"
    ),
)


class ShelterConfig(AppConfig):
    name = "casework.shelter"
    label = "shelter"

    def ready(self) -> None:
        from casework.cases import closing, panels
        from casework.partners import merging as merged_bodies
        from casework.referrals import following
        from casework.shelter import (
            home,
            loading,
            merging,
            notices,
            on_case,
            personal,
            presenters,
            retention,
        )
        from casework.shelter.actions.holds import end_with_referral
        from casework.shelter.help import HELP
        from casework.shelter.models import Facility
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts

        for item in NAVIGATION:
            register(item)
        first_page.register(home.stays_to_decide, order=5, module=MODULE)
        first_page.register(home.free_tonight, order=45, module=MODULE)
        panels.register(110, on_case.panel)
        panels.register_buttons(on_case.buttons)
        panels.register_history(on_case.history, panels.StoryKind.STAYS)
        closing.register("shelter", on_case.CLOSING_RULE)
        merged_bodies.follow(Facility, label=_("houses"))
        following.register("shelter", end_with_referral)
        for part in (presenters, notices, merging, personal):
            part.register_all()
        classes.register_before("cases", retention.delete_stays)
        page_help.register(HELP)
        parts.register("facilities", loading.load_facilities, order=65)
        parts.register("stays", loading.load_stays, order=66)
        parts.register("waiting_for_beds", loading.load_waiting, order=67)
