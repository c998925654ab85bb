"""Benefits in kind as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

MODULE = "benefits"
NAVIGATION = (
    NavigationItem(
        _("Benefits in kind"),
        "benefits",
        Permission.BENEFIT_VIEW,
        order=46,
        module=MODULE,
        key="v",
        place=Place.MORE,
    ),
)


class BenefitsConfig(AppConfig):
    name = "casework.benefits"
    label = "benefits"

    def ready(self) -> None:
        from casework.benefits import (
            blueprint,
            home,
            leaving,
            loading,
            merged_bodies,
            merging,
            notices,
            on_case,
            personal,
            presenters,
            retention,
            selectors,
        )
        from casework.benefits.help import HELP
        from casework.partners import leaving as of_partners
        from ostoja.accounts import along as along_with_people
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts

        for item in NAVIGATION:
            register(item)
        along_with_people.register(home.KEEPS, home.any_store)
        along_with_people.register(home.LEFT, selectors.any_left_behind)
        of_partners.register(leaving.leave_behind)
        first_page.register(home.stores_to_see_to, order=46, module=MODULE)
        for part in (blueprint, merged_bodies, merging, notices, on_case, personal, presenters):
            part.register_all()
        classes.register_before("cases", retention.delete_givings)
        page_help.register(HELP)
        parts.register("benefit_stores", loading.load_stores, order=71)
        parts.register("givings", loading.load_givings, order=72)
