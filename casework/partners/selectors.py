"""What is read about needs and partner bodies, and the door to a body's rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.partners.choices import AgreementState, OrganisationRole, ServiceStatus
from casework.partners.freshness import Freshness, freshness_of, oldest, score_of
from casework.partners.models import (
    Activity,
    Contact,
    Location,
    Need,
    Organisation,
    OrganisationMerge,
    Phone,
    Service,
)
from casework.partners.models.organisation import SourcedModel
from casework.partners.models.rules import confirm_every
from casework.partners.searching import fits, words_of_body
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import Membership, User

Fact = TypeVar("Fact", bound=SourcedModel)

PART_OF_THE_SYSTEM = (
    OrganisationRole.COORDINATOR,
    OrganisationRole.CRISIS_CENTRE,
    OrganisationRole.MEMBER,
)
"""Bodies in these roles take part by the city's own act or by coming, without an agreement."""


def needs() -> list[Need]:
    """The city's list of needs, in its order."""
    return list(Need.objects.all())


def taking_part() -> QuerySet[Organisation]:
    """Bodies that work in the city's system today: signatories, and those that are part of it
    without an agreement. Not those invited, joining, or gone.
    """
    own = Q(pk__in=[])
    for role in PART_OF_THE_SYSTEM:
        own |= Q(roles__contains=[role.value])
    return Organisation.objects.filter(
        Q(agreement_state=AgreementState.SIGNATORY) | Q(agreement_state=AgreementState.NONE) & own
    )


def organisation_with_role(role: OrganisationRole) -> Organisation | None:
    """The body in this role (the coordinator, say), the first by name if there are several."""
    bodies = Organisation.objects.exclude(agreement_state=AgreementState.LEFT)
    return bodies.filter(roles__contains=[role]).first()


def organisations_of(user: User, permission: Permission) -> list[Organisation]:
    """The bodies on whose behalf the person has this permission."""
    return list(Organisation.objects.filter(group__in=groups_with(user, permission)))


def group_names() -> list[tuple[int, str]]:
    """Each body's group and the body's name, in Polish order."""
    return list(Organisation.objects.values_list("group_id", "name"))


def of_standing(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Those of bodies of their own: what stayed with a merged record is nobody's offer."""
    return facts.filter(organisation__merged_into=None)


def organisation_for(user: User, pk: UUID, permission: Permission) -> Organisation:
    """The body, or ``Http404``. Who may see or change partners may do so with all of the city's."""
    bodies = Organisation.objects.annotate(confirm_within=confirm_every())
    return fact_for(user, bodies.select_related("parent", "group"), pk, permission)


def standing_for(**known: object) -> Organisation | None:
    """The body into which the one with this key was merged, perhaps through others; None where
    it was not.
    """
    found = Organisation.every.filter(**known).exclude(merged_into=None).first()
    while found is not None and found.merged_into_id is not None:
        found = Organisation.every.get(pk=found.merged_into_id)
    return found


def bodies_by_key() -> dict[str, Organisation]:
    """Each body under its key; under that of a merged record, the one that was kept."""
    known = {one.pk: one for one in Organisation.every.all()}
    found = {}
    for body in known.values():
        standing = body
        while standing.merged_into_id is not None:
            standing = known[standing.merged_into_id]
        found[body.key] = standing
    return found


def merges() -> QuerySet[OrganisationMerge]:
    """What was merged, the latest first."""
    return OrganisationMerge.objects.select_related("kept", "merged", "by")


def organisation_to_confirm(user: User, pk: UUID) -> Organisation:
    """The body, for whoever may say that its record is right, or ``Http404``."""
    body = organisation_for(user, pk, Permission.PARTNER_VIEW)
    if not may_confirm(user, body):
        raise Http404
    return body


def may_confirm(user: User, organisation: Organisation) -> bool:
    """Whoever keeps partners, and the body's own people: nobody knows better."""
    if holds(user, Permission.PARTNER_CHANGE):
        return True
    return user.memberships.filter(group=organisation.group_id).exists()


def fact_for(user: User, facts: QuerySet[Fact], pk: UUID, permission: Permission) -> Fact:
    """A row about a body, or ``Http404``."""
    found = facts.filter(pk=pk).first() if holds(user, permission) else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of one body; ``people`` may act for it here."""

    services: Sequence[Service]
    locations: list[Location]
    phones: list[Phone]
    contacts: list[Contact]
    activities: list[Activity]
    parts: list[Organisation]
    people: list[Membership]
    checked_on: date | None
    freshness: Freshness
    score: int


def record_of(organisation: Organisation, *, with_people: bool) -> Record:
    """The whole record, in ten queries; people only for who keeps it."""
    offered = organisation.services.annotate(confirm_within=confirm_every())
    services = list(offered.prefetch_related("needs", "locations", "schedules"))
    day = checked_on(organisation, services)
    people = organisation.group.memberships.filter(user__is_active=True).select_related("user")
    return Record(
        services=services,
        locations=list(organisation.locations.all()),
        phones=list(organisation.phones.all()),
        contacts=list(organisation.contacts.all()),
        activities=list(organisation.activities.all()),
        parts=list(organisation.parts.all()),
        people=list(people.order_by("created_at")) if with_people else [],
        checked_on=day,
        freshness=_freshness(organisation, day),
        score=_score(organisation, services),
    )


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A body in the list for staff."""

    organisation: Organisation
    services: list[Service]
    checked_on: date | None
    freshness: Freshness
    score: int


def _active_days(organisation: Organisation, services: Iterable[Service]) -> list[date | None]:
    active = [one.verified_on for one in services if one.status == ServiceStatus.ACTIVE]
    return [organisation.verified_on, *active]


def _freshness(organisation: Organisation, day: date | None) -> Freshness:
    today, every = timezone.localdate(), organisation.confirm_every
    return freshness_of(day, today, confirm_every=every)


def _score(organisation: Organisation, services: Iterable[Service]) -> int:
    """In percent of its records: the body's own and those of its active services."""
    today, every = timezone.localdate(), organisation.confirm_every
    return score_of(_active_days(organisation, services), today, confirm_every=every)


def checked_on(organisation: Organisation, services: Iterable[Service]) -> date | None:
    """The day from which the whole record is known to be right: body and active services."""
    return oldest(_active_days(organisation, services))


def partner_rows(
    *, words: str = "", need: Need | None = None, agreement: str = "", freshness: str = ""
) -> list[PartnerRow]:
    """Bodies that fit all that was asked, in Polish order. ``words`` are looked for in names of
    bodies, services and needs; see ``searching.fits``. Two queries, three with words.
    """
    read = "services__needs" if words else "services"
    bodies = Organisation.objects.annotate(confirm_within=confirm_every()).prefetch_related(read)
    if agreement:
        bodies = bodies.filter(agreement_state=agreement)
    if need is not None:
        bodies = bodies.filter(services__needs=need).distinct()
    rows = [_row(body) for body in bodies if _is_called(body, words)]
    return [row for row in rows if not freshness or row.freshness == freshness]


def records_to_check() -> list[PartnerRow]:
    """Bodies that take part whose records somebody should check, the oldest first."""
    bodies = taking_part().annotate(confirm_within=confirm_every())
    rows = [_row(body) for body in bodies.prefetch_related("services")]
    old = [row for row in rows if row.freshness != Freshness.FRESH]
    return sorted(old, key=lambda row: (row.checked_on or date.min, row.organisation.sort_key))


def _row(organisation: Organisation) -> PartnerRow:
    services = list(organisation.services.all())
    day = checked_on(organisation, services)
    fresh, score = _freshness(organisation, day), _score(organisation, services)
    return PartnerRow(organisation, services, day, fresh, score)


def _is_called(organisation: Organisation, words: str) -> bool:
    return not words or fits(words, words_of_body(organisation, organisation.services.all()))
