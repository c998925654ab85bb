"""What this room tells people; no word of it says anything of a case."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.shelter import waiting_list
from casework.shelter.models import Facility, Stay, Waiting
from casework.shelter.selectors import stays_visible_to, waiting_visible_to
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def _stays(person: User, stays: set[UUID]) -> dict[UUID, str]:
    found = stays_visible_to(person).filter(pk__in=stays)
    return {one.pk: f"{one.facility}, {one.case.number}" for one in found}


def _waiting(person: User, rows: set[UUID]) -> dict[UUID, str]:
    return {one.pk: one.case.number for one in waiting_visible_to(person).filter(pk__in=rows)}


LIMIT_NEAR = Kind(
    key="stay-limit",
    title=_("A stay comes near its limit"),
    text=_("Decide what happens next: extend it, move on, or leave."),
    counted=ngettext_lazy(
        "%(number)d stay comes near its limit", "%(number)d stays come near their limit", "number"
    ),
    address=page_of("stay"),
    names=_stays,
    permission=Permission.STAY_VIEW,
    module="shelter",
    order=46,
)
RAN_OVER = Kind(
    key="stay-over",
    title=_("A stay has run over"),
    text=_("Somebody was to leave, and nobody noted that they did. Say what is so."),
    counted=ngettext_lazy(
        "%(number)d stay has run over", "%(number)d stays have run over", "number"
    ),
    address=page_of("stay"),
    names=_stays,
    permission=Permission.STAY_VIEW,
    module="shelter",
    order=47,
)
BED_FREE = Kind(
    key="bed-free",
    title=_("A bed is free that fits somebody who waits"),
    text=_("Look at the waiting list. Nobody gets the bed by itself."),
    counted=ngettext_lazy(
        "%(number)d bed is free that fits somebody who waits",
        "%(number)d beds are free that fit somebody who waits",
        "number",
    ),
    address=lambda about: reverse("shelter_waiting"),
    names=_waiting,
    permission=Permission.STAY_VIEW,
    module="shelter",
    order=48,
)


def register_all() -> None:
    """Called when the app starts."""
    register(LIMIT_NEAR, RAN_OVER, BED_FREE)


def limit_near(stay: Stay, days: int) -> int:
    """Tell the house and the case's worker; how many."""
    event = event_of(stay.pk, f"limit {stay.limit_on} {days}")
    return notify(LIMIT_NEAR, to=_concerned(stay), event=event, about=stay.pk)


def ran_over(stay: Stay) -> None:
    """Tell the same people, once for each planned end."""
    event = event_of(stay.pk, f"over {stay.planned_end_on}")
    notify(RAN_OVER, to=_concerned(stay), event=event, about=stay.pk)


def settled(stay: Stay) -> None:
    """Somebody decided, or they left."""
    settle(LIMIT_NEAR, RAN_OVER, about=stay.pk)


def bed_free(facility: Facility, by: User | None) -> None:
    """Tell of the next who fits tonight's free beds: once a day for each house."""
    waiting = waiting_list.next_fitting(facility)
    if waiting is None:
        return
    event = event_of(waiting.pk, f"bed {facility.pk} {timezone.localdate()}")
    people = {*house_people(facility.organisation.group), waiting.created_by, waiting.case.worker}
    notify(BED_FREE, to=_known(people), event=event, about=waiting.pk, by=by)


def waits_no_more(waiting: Waiting) -> None:
    """Nobody is called to it any more."""
    settle(BED_FREE, about=waiting.pk)


def house_people(group: Group) -> list[User]:
    """Those who admit people for the body that runs a house."""
    roles = [role for role, held in ROLES.items() if Permission.STAY_ADMIT in held]
    people = User.objects.filter(
        is_active=True, memberships__group=group, memberships__role__in=roles
    )
    return list(people.distinct())


def _concerned(stay: Stay) -> list[User]:
    people = house_people(stay.facility.organisation.group)
    return _known([*people, stay.case.worker, stay.created_by])


def _known(people: Iterable[User | None]) -> list[User]:
    return [person for person in people if person is not None]
