"""What this room tells people: that a record must be confirmed again."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def _names(person: User, bodies: set[UUID]) -> dict[UUID, str]:
    if not holds(person, Permission.PARTNER_VIEW):
        return {}
    return dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "name"))


CHECK_IS_DUE = Kind(
    key="record-check-due",
    order=85,
    permission=Permission.PARTNER_VIEW,
    module="partners",
    address=page_of("partner_staff"),
    names=_names,
    title=_("A partner's record must be confirmed again"),
    text=_("Nobody has confirmed it in the time that the city set. Old records mislead people."),
    counted=ngettext_lazy(
        "%(number)d partner's record must be confirmed again",
        "%(number)d partners' records must be confirmed again",
        "number",
    ),
)


def check_is_due(organisation: Organisation, event: UUID) -> int:
    """Tell the body's own people; where it has none, those who keep partners; how many."""
    able = [role for role, held in ROLES.items() if Permission.PARTNER_VIEW in held]
    keepers = [role for role, held in ROLES.items() if Permission.PARTNER_CHANGE in held]
    people = User.objects.filter(is_active=True)
    own = people.filter(memberships__group=organisation.group_id, memberships__role__in=able)
    told = list(own.distinct()) or list(people.filter(memberships__role__in=keepers).distinct())
    return notify(CHECK_IS_DUE, to=told, event=event, about=organisation.pk, by=None)


def event_for(organisation: Organisation, checked_on: object) -> UUID:
    """The same until somebody confirms the record."""
    return event_of(organisation.pk, f"check after {checked_on}")


def confirmed(organisation: Organisation) -> None:
    """Nobody needs to be told any more."""
    settle(CHECK_IS_DUE, about=organisation.pk)


def register_all() -> None:
    """Called when the app starts."""
    register(CHECK_IS_DUE)
