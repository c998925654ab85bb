"""Referrals as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class ReferralsConfig(AppConfig):
    name = "casework.referrals"
    label = "referrals"

    def ready(self) -> None:
        from casework.cases import closing, consents, sharing
        from casework.partners import leaving, load
        from casework.referrals import (
            appointments,
            conflict_loading,
            conflicts,
            home,
            in_cases,
            kinds,
            letter,
            loading,
            merged_bodies,
            on_case,
            outside,
            presenters,
        )
        from casework.referrals.help import HELP
        from casework.referrals.leaving import end_open_with
        from casework.referrals.load import load_of_services
        from ostoja.accounts import home as start
        from ostoja.ui import page_help
        from tenants import parts

        _register_panels()
        sharing.register(on_case.shared_needs)
        load.register(load_of_services)
        leaving.register(end_open_with)
        consents.register(on_case.CONSENTS)
        closing.register("referrals", on_case.CLOSING_RULE)
        for part in (presenters, kinds, in_cases, conflicts, letter, outside, appointments):
            part.register_all()
        merged_bodies.register_all()
        _register_data()
        for order, panel in enumerate(home.PANELS):
            start.register(panel, order=20 + order, module="referrals")
        _register_navigation()
        parts.register("cases", loading.load_cases, order=60)
        parts.register("conflicts", conflict_loading.load_conflicts, order=61)
        page_help.register(HELP)


def _register_panels() -> None:
    from casework.cases import panels
    from casework.referrals import conflicts, on_case

    panels.register(100, on_case.panel)
    panels.register_buttons(on_case.buttons)
    panels.register_history(on_case.history, panels.StoryKind.REFERRALS)
    panels.register(102, conflicts.panel)
    panels.register_buttons(conflicts.buttons)


def _register_data() -> None:
    """What goes with a case, and what of it a person is given."""
    from casework.referrals import personal, retention
    from ostoja.privacy.retention import classes

    classes.register_before("cases", retention.delete_referrals)
    personal.register_all()


def _register_navigation() -> None:
    from ostoja.ui.navigation import NavigationItem, Place, register

    register(
        NavigationItem(
            _("Referrals"),
            "referrals",
            Permission.REFERRAL_VIEW,
            order=30,
            module="referrals",
            key="r",
        )
    )
    register(
        NavigationItem(
            _("Rules of referrals"),
            "referral_rules",
            Permission.CITY_SETTINGS,
            order=928,
            module="referrals",
            place=Place.SETTINGS,
        )
    )
