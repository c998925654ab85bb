"""What this room tells people: a record must be confirmed, two records became one."""

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

RECORDS_MERGED = Kind(
    key="record-merged",
    order=86,
    permission=Permission.PARTNER_VIEW,
    module="partners",
    address=page_of("partner_staff"),
    names=_names,
    title=_("Two records of your organisation were merged"),
    text=_("Its people see now what either of them saw before. If these are two bodies, say so."),
    counted=ngettext_lazy(
        "Records of %(number)d organisation of yours were merged",
        "Records of %(number)d organisations of yours were merged",
        "number",
    ),
)


def records_merged(organisation: Organisation, event: UUID, by: User | None) -> int:
    """Tell all its people: whose colleagues they are has changed."""
    able = [role for role, held in ROLES.items() if Permission.PARTNER_VIEW in held]
    people = User.objects.filter(
        is_active=True,
        memberships__group=organisation.group_id,
        memberships__role__in=able,
    )
    told = list(people.distinct())
    return notify(RECORDS_MERGED, to=told, event=event, about=organisation.pk, by=by)


def records_separated(organisation: Organisation) -> None:
    """It is not so any more."""
    settle(RECORDS_MERGED, about=organisation.pk)


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
    register(RECORDS_MERGED)
