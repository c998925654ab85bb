"""What may be read of houses and stays, and by whom.

Who may see the shelter sees all houses and which beds are taken. Who lies in a bed is seen by the
people of the body that runs the house, and by those who may see the case; of a restricted case
only by who is named in it, whoever runs the house.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.cases.urgency import by_urgency
from casework.partners.models import Organisation
from casework.referrals.choices import LIVE
from casework.referrals.models import Referral
from casework.referrals.selectors import referrals_visible_to
from casework.shelter.choices import NextStep
from casework.shelter.limits import WARNED_BEFORE
from casework.shelter.models import Bed, BedClosure, Facility, Hold, Stay, StayDecision, Waiting
from casework.shelter.nights import A_DAY
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.audit import record

VIEW, CHANGE = Permission.SHELTER_VIEW, Permission.SHELTER_CHANGE
STAYS, ADMIT = Permission.STAY_VIEW, Permission.STAY_ADMIT


def coordinates(user: User) -> bool:
    """Whether they coordinate the city's cases, and so may use every house."""
    return holds(user, Permission.CASE_COORDINATE)


def runs(user: User, facility: Facility, permission: Permission = STAYS) -> bool:
    """Whether a body for which they have the permission runs the house."""
    return facility.organisation.group_id in groups_with(user, permission)


def facilities(user: User) -> QuerySet[Facility]:
    """All houses in use; those not in use for who may change houses."""
    if not holds(user, VIEW):
        return Facility.objects.none()
    found = Facility.objects.select_related("organisation")
    return found if holds(user, CHANGE) else found.filter(is_active=True)


def facility_for(user: User, pk: UUID, permission: Permission) -> Facility:
    """The house, or ``Http404``: to change it or to admit there one runs it, or coordinates."""
    found = Facility.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not holds(user, permission):
        raise Http404
    if permission != VIEW and not (runs(user, found, permission) or coordinates(user)):
        raise Http404
    return found


def houses_to_change(user: User) -> QuerySet[Facility]:
    """Those that their bodies run, in use or not; all for who coordinates."""
    if not holds(user, CHANGE):
        return Facility.objects.none()
    if coordinates(user):
        return Facility.objects.all()
    return Facility.objects.filter(organisation__group__in=groups_with(user, CHANGE))


def bodies_for_houses_of(user: User) -> QuerySet[Organisation]:
    """Who may run a house that this person writes down."""
    standing = Organisation.objects.filter(merged_into=None)
    return standing if coordinates(user) else standing.filter(group__in=groups_with(user, CHANGE))


def bed_for(user: User, pk: UUID) -> Bed:
    """A bed to change, or ``Http404``."""
    beds = Bed.objects.select_related("room", "facility__organisation")
    found = beds.filter(pk=pk).first()
    if found is None:
        raise Http404
    facility_for(user, found.facility_id, CHANGE)
    return found


def closure_for(user: User, pk: UUID) -> BedClosure:
    """Something out of service, or ``Http404``."""
    found = BedClosure.objects.select_related("bed__facility__organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    facility_for(user, found.bed.facility_id, CHANGE)
    return found


def sees_address(user: User, facility: Facility) -> bool:
    """A secret address is for those who run the house and for who coordinates."""
    return not facility.address_is_secret or runs(user, facility) or coordinates(user)


def own_facilities(user: User, permission: Permission) -> list[Facility]:
    """Houses in use in which they may do this: those they run; all for who coordinates."""
    return list(_own_facilities(user, permission).select_related("organisation"))


def _own_facilities(user: User, permission: Permission) -> QuerySet[Facility]:
    found = Facility.objects.filter(is_active=True)
    if coordinates(user):
        return found
    return found.filter(organisation__group__in=groups_with(user, permission))


def stays_visible_to(user: User) -> QuerySet[Stay]:
    """Stays in the houses they run, and of cases they may see; the only list there is."""
    if not holds(user, STAYS):
        return Stay.objects.none()
    own = Q(facility__organisation__group__in=groups_with(user, STAYS))
    seen = Q(case__in=cases_visible_to(user).values("pk"))
    found = Stay.objects.filter(own | seen).exclude(case__in=_kept_from(user))
    return found.select_related("facility__organisation", "case")


def _kept_from(user: User) -> QuerySet[Case]:
    return Case.kept_from(user.pk).values("pk")  # type: ignore[return-value]


def stay_for(user: User, pk: UUID, permission: Permission = STAYS) -> Stay:
    """The stay, or ``Http404``; to change it one admits in that house, or coordinates."""
    stay = stays_visible_to(user).filter(pk=pk).first()
    if stay is None or not holds(user, permission):
        raise Http404
    if permission == ADMIT and not may_admit(user, stay.facility):
        raise Http404
    record("stay.seen", by=user, on=stay, subject=stay.case)
    return stay


def may_admit(user: User, facility: Facility) -> bool:
    """Whether they admit and discharge in this house."""
    if not holds(user, ADMIT):
        return False
    return runs(user, facility, ADMIT) or coordinates(user)


def holds_visible_to(user: User) -> QuerySet[Hold]:
    """Beds kept in the houses they run, and for cases they may see."""
    if not holds(user, STAYS):
        return Hold.objects.none()
    own = Q(facility__organisation__group__in=groups_with(user, STAYS))
    seen = Q(referral__case__in=cases_visible_to(user).values("pk"))
    found = Hold.objects.filter(own | seen).exclude(referral__case__in=_kept_from(user))
    return found.select_related("facility__organisation", "referral__case")


def hold_for(user: User, pk: UUID) -> Hold:
    """A hold to end, or ``Http404``."""
    hold = holds_visible_to(user).filter(pk=pk).first()
    if hold is None or not may_admit(user, hold.facility):
        raise Http404
    return hold


def waiting_visible_to(user: User) -> QuerySet[Waiting]:
    """Who waits for a bed of the houses they run, and cases they may see; the most urgent first."""
    if not holds(user, STAYS):
        return Waiting.objects.none()
    own = Q(facility__organisation__group__in=groups_with(user, STAYS))
    seen = Q(case__in=cases_visible_to(user).values("pk"))
    found = Waiting.objects.filter(own | seen, ended_at__isnull=True)
    found = found.exclude(case__in=_kept_from(user))
    return found.select_related("case", "facility").order_by(by_urgency(), "since", "pk")


def waiting_for(user: User, pk: UUID) -> Waiting:
    """An entry of the list to end, or ``Http404``."""
    waiting = waiting_visible_to(user).filter(pk=pk).first()
    if waiting is None or not holds(user, ADMIT):
        raise Http404
    return waiting


def open_stay_of(case: Case) -> Stay | None:
    """Where the household stays now."""
    found = case.stays.filter(ended_on__isnull=True)
    return found.select_related("facility__organisation", "case").first()


def stays_or_waits(case: Case) -> tuple[bool, bool]:
    """Whether the household stays somewhere now, and whether it waits for a bed: one query."""
    stays = Stay.objects.filter(case=OuterRef("pk"), ended_on=None)
    waits = Waiting.objects.filter(case=OuterRef("pk"), ended_at=None)
    found = Case.objects.filter(pk=case.pk).values_list(Exists(stays), Exists(waits)).get()
    return bool(found[0]), bool(found[1])


def to_hold(case: Case, user: User) -> QuerySet[Referral]:
    """Open referrals to bodies that run a house in which they admit; no bed is held for them."""
    bodies = _own_facilities(user, ADMIT).order_by().values("organisation")
    held = Hold.objects.filter(referral=OuterRef("pk"), ended_at=None)
    found = referrals_visible_to(user).filter(case=case, state__in=LIVE, receiver__in=bodies)
    return found.exclude(Exists(held))


def undecided(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Those near their limit of which nobody has decided what happens then; or that ran over."""
    today = timezone.localdate()
    decided = StayDecision.objects.filter(
        stay=OuterRef("pk"),
        for_limit=OuterRef("limit_on"),
        step__in=[NextStep.LEAVE, NextStep.MOVE_ON],
    )
    near = Q(limit_on__lte=today + max(WARNED_BEFORE) * A_DAY) & ~Exists(decided)
    over = Q(planned_end_on__lte=today)
    return stays.filter(near | over, ended_on__isnull=True).order_by("planned_end_on", "pk")
