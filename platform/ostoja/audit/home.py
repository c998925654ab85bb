"""This room's part of the first page: it reminds those who may read the audit to do so."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User


def look_through(user: User) -> Panel | None:
    """Nothing waits here by itself; what it is good for is told."""
    if not holds(user, Permission.AUDIT_VIEW):
        return None
    return Panel(
        title=_("Audit"),
        empty=_(
            "Who opened or changed a case is on record for two years. Once a week look through who"
            " opened cases, and ask about what you do not understand."
        ),
        more_url=reverse("audit_log"),
    )
