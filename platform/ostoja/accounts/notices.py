"""What this room tells people: what happened to their own account, and who came."""

from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import Invitation, User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.sender import sender_here
from ostoja.notifications.telling import Letter, notify


def names(person: User, people: set[UUID]) -> dict[UUID, str]:
    """The names of the people, for who looks after them."""
    if not holds(person, Permission.PEOPLE_MANAGE):
        return {}
    return {one.pk: str(one) for one in User.objects.filter(pk__in=people)}


SECURITY = Kind(
    key="account-security",
    title=_("The way in to your account was changed"),
    text=_("If it was not you, tell your administrator at once."),
    counted=ngettext_lazy(
        "%(number)d change of the way in to your account",
        "%(number)d changes of the way in to your account",
        "number",
    ),
    address=page_of("own_account"),
    always=_("So that nobody gets into your account without your knowing."),
    order=1,
)
ACCEPTED = Kind(
    key="invitation-accepted",
    title=_("Somebody accepted your invitation"),
    text=_("They can work in Ostoja now, in the role for which you invited them."),
    counted=ngettext_lazy(
        "%(number)d person accepted your invitation",
        "%(number)d people accepted your invitations",
        "number",
    ),
    address=page_of("person"),
    names=names,
    permission=Permission.PEOPLE_MANAGE,
    mail=Mail.DIGEST,
    order=90,
)


def register_all() -> None:
    """Called when the app starts."""
    register(SECURITY, ACCEPTED)


def tell(user: User, event: str, **facts: object) -> None:
    """Tell a person of a change to their account; the e-mail is ``accounts/email/<event>.txt``.

    It holds nothing secret and no link; ``facts`` are words of ours, nothing that somebody else
    could have written. Each change is an event of its own, so two in a row are told twice.
    """
    context = {"user": user, "at": timezone.now(), "city": sender_here().city, **facts}
    letter = Letter(f"accounts/email/{event}.txt", context)
    notify(SECURITY, to=[user], event=uuid4(), letter=letter)


def accepted(invitation: Invitation, user: User) -> None:
    """Tell who invited the person."""
    if invitation.invited_by is not None:
        notify(ACCEPTED, to=[invitation.invited_by], event=invitation.pk, about=user.pk, by=user)
