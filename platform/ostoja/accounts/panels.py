"""What the home page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import Invitation, User
from ostoja.accounts.selectors import invitations_waiting

MOST = 5


def invitations(user: User) -> Panel | None:
    """For administrators: who was invited and has not come yet."""
    if not holds(user, Permission.PEOPLE_MANAGE):
        return None
    return Panel(
        title=gettext_lazy("Invitations without an answer"),
        rows=[_row(one) for one in invitations_waiting()[:MOST]],
        empty=gettext_lazy(
            "When you invite somebody, you see here until they accept. An invitation lasts 7 days"
            " and can be sent again."
        ),
        more_url=reverse("people"),
    )


def _row(invitation: Invitation) -> PanelRow:
    who = invitation.full_name or invitation.email
    return PanelRow(
        text=f"{who} – {Role(invitation.role).label}",
        url=reverse("people"),
        meta=_("ran out") if invitation.is_expired else _("waiting"),
    )
