"""Standards for the protection of minors as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class MinorsConfig(AppConfig):
    name = "casework.minors"
    label = "minors"

    def ready(self) -> None:
        from casework.minors import (
            home,
            loading,
            merged_bodies,
            merging,
            notices,
            personal,
            presenters,
            retention,
        )
        from casework.minors.help import HELP
        from ostoja.accounts import along as along_with_people
        from ostoja.accounts import home as first_page
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import parts

        for part in (presenters, notices, retention, merging, merged_bodies, personal):
            part.register_all()
        along_with_people.register(home.CARDS, home.any_open_card)
        along_with_people.register(home.STANDARDS, home.any_standards)
        first_page.register(home.own_duties, order=15)
        parts.register("standards_of_minors", loading.load_standards, order=75)
        page_help.register(HELP)
        register(
            NavigationItem(
                _("Protection of minors"),
                "minors",
                Permission.STANDARDS_VIEW,
                order=65,
                place=Place.MORE,
            )
        )
