"""Partners as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class PartnersConfig(AppConfig):
    name = "casework.partners"
    label = "partners"

    def ready(self) -> None:
        from casework.partners import (
            accession,
            accession_loading,
            blueprint,
            home,
            loading,
            moving,
            notices,
            presenters,
            selectors,
        )
        from casework.partners.help import HELP
        from casework.partners.tables.organisations import Organisations
        from casework.partners.tables.services import Services
        from ostoja.accounts import home as first_page
        from ostoja.accounts import organisations
        from ostoja.privacy.retention import classes
        from ostoja.tables import kinds
        from ostoja.ui import page_help
        from tenants import parts

        blueprint.register_all()
        parts.register("organisations", loading.load_organisations, order=30)
        parts.register("applications", accession_loading.load_applications, order=41)
        first_page.register(home.records_to_check, order=80, module="partners")
        first_page.register(home.who_wants_to_join, order=79, module="partners")
        for kind in accession.CLASSES:
            classes.register(kind)
        organisations.register(selectors.group_names)
        kinds.register(Organisations())
        kinds.register(Services())
        presenters.register_all()
        notices.register_all()
        moving.register_all()
        page_help.register(HELP)
        _register_navigation()


def _register_navigation() -> None:
    from ostoja.ui.navigation import NavigationItem, Place, register

    register(
        NavigationItem(
            _("Partners"),
            "partners",
            Permission.PARTNER_VIEW,
            order=50,
            module="partners",
            key="p",
            place=Place.MORE,
        )
    )
    register(
        NavigationItem(
            _("Rules of partners' records"),
            "partner_rules",
            Permission.CITY_SETTINGS,
            order=929,
            module="partners",
            place=Place.SETTINGS,
        )
    )
