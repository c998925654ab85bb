"""Contact as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission
from ostoja.ui.navigation import NavigationItem, Place

VIEW, MODULE = Permission.CONVERSATION_VIEW, "contact"
NAVIGATION = (
    NavigationItem(_("Inbox"), "inbox", VIEW, order=10, module=MODULE, key="i"),
    NavigationItem(
        _("Canned replies"),
        "canned_replies",
        Permission.CANNED_REPLY_CHANGE,
        order=810,
        module=MODULE,
        place=Place.MORE,
    ),
    NavigationItem(
        _("Promise and limits"),
        "desk_rules",
        Permission.CITY_SETTINGS,
        order=927,
        module=MODULE,
        place=Place.SETTINGS,
    ),
    NavigationItem(
        _("Entry points"),
        "entry_points",
        Permission.ENTRY_POINT_VIEW,
        order=800,
        module=MODULE,
        place=Place.MORE,
    ),
    NavigationItem(
        _("Statistics"),
        "contact_figures",
        Permission.CONTACT_FIGURES,
        order=820,
        module=MODULE,
        place=Place.MORE,
    ),
    NavigationItem(
        _("Mailbox"),
        "mailbox",
        Permission.MAILBOX_CHANGE,
        order=805,
        module=MODULE,
        place=Place.SETTINGS,
    ),
)


class IntakeConfig(AppConfig):
    name = "casework.intake"
    label = "intake"

    def ready(self) -> None:
        from casework.cases import panels as case_panels
        from casework.intake import (
            after_case,
            blueprint,
            checks,  # noqa: F401 - registers them
            handover,
            loading,
            merging,
            notices,
            opening,
            panels,
            presenters,
        )
        from casework.intake.chat import sockets as chat_sockets
        from casework.intake.desk import registration as desk_registration
        from casework.intake.help import HELP
        from casework.intake.mail import letters as mail
        from casework.intake.models import EntryPoint
        from casework.partners import twins
        from ostoja.accounts import handover as open_work
        from ostoja.accounts import home
        from ostoja.ui import page_help
        from ostoja.ui.navigation import register
        from tenants import parts, readiness

        for order, panel in panels.ON_THE_FIRST_PAGE.items():
            home.register(panel, order=order, module=MODULE)
        twins.named_by(twins.SERVICES, EntryPoint, "service")
        case_panels.register(10, panels.conversations_of)
        open_work.register(handover.CONVERSATIONS)
        for room in (presenters, notices, desk_registration, blueprint, merging, after_case, mail):
            room.register_all()
        _register_data()
        for item in NAVIGATION:
            register(item)
        parts.register("reports", loading.load_reports, order=70)
        page_help.register(HELP)
        chat_sockets.register_all()
        readiness.register(opening.ENTRY_POINT)


def _register_data() -> None:
    """How long conversations are kept, and what of them a person is given."""
    from casework.intake import personal, retention
    from ostoja.privacy.retention import classes

    classes.register(retention.CONVERSATIONS)
    classes.register_before("cases", retention.delete_conversations)
    personal.register_all()
