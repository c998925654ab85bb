"""What the home page shows of this room."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds, roles_of
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


WHAT_COMES: Mapping[Role, Promise] = {
    Role.INTERVIEWER: gettext_lazy(
        "Your inspections and surveys will be listed here, also for work without the internet."
        " Ostoja cannot do that yet. Today you find meetings and partners in the menu."
    ),
    Role.CONCEPT_AUTHOR: gettext_lazy(
        "Remarks on the concept and your tasks for it will be listed here. Ostoja cannot do that"
        " yet. Until then write down what was agreed as outcomes of meetings."
    ),
    Role.ANALYST: gettext_lazy(
        "Tables and charts will be listed here. Until then you see the most important figures."
    ),
}
"""For roles whose own rooms are still to be built."""


def what_comes(user: User) -> Panel | None:
    """Says honestly what a role will find here, and what it can do today."""
    texts = [text for role, text in WHAT_COMES.items() if role in roles_of(user)]
    if not texts:
        return None
    return Panel(title=gettext_lazy("What you will find here"), empty=" ".join(map(str, texts)))


def _row(invitation: Invitation) -> PanelRow:
    who = invitation.full_name or invitation.email
    return PanelRow(
        text=f"{who} – {Role(invitation.role).label}",
        url=reverse("people"),
        meta=_("ran out") if invitation.is_expired else _("waiting"),
    )
