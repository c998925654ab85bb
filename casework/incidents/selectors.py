"""What may be read of incidents, and by whom.

Who logs incidents sees all of the city's. A partner's worker sees those to which their body is
called up, while it is: numbers, whom their body looks after by name, of the others only how many
and where. What belongs to a case that is kept from somebody has no name for them.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.incidents.choices import CALLED_UP, GOES_ON
from casework.incidents.models import (
    AffectedPeople,
    CaseBinding,
    Entry,
    Incident,
    Mobilisation,
    ReportAddress,
    SituationReport,
)
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.audit import record
from ostoja.audit.models import AuditEvent

VIEW, LOG, LEAD = Permission.INCIDENT_VIEW, Permission.INCIDENT_LOG, Permission.INCIDENT_LEAD
ANSWER = Permission.INCIDENT_ANSWER
SEEN = "incident.seen"
ONE_READING = timedelta(hours=1)
"""A board that stays open for so long is one reading."""


def sees_all(user: User) -> bool:
    """Whether they see every incident of the city, and not only those of their body."""
    return holds(user, LOG)


def incidents_visible_to(user: User) -> QuerySet[Incident]:
    """All of the city, or those that go on and to which their body is called up; the only list
    there is.
    """
    if not holds(user, VIEW):
        return Incident.objects.none()
    found = Incident.objects.select_related("leader")
    if sees_all(user):
        return found
    return found.filter(Exists(_own_call(user)), state__in=sorted(GOES_ON))


def _own_call(user: User) -> QuerySet[Mobilisation]:
    own = Mobilisation.objects.filter(
        incident=OuterRef("pk"),
        organisation__group__in=groups_with(user, VIEW),
        state__in=sorted(CALLED_UP),
    )
    return own.order_by()


def running(user: User) -> QuerySet[Incident]:
    """Those that go on, the latest first."""
    return incidents_visible_to(user).filter(state__in=sorted(GOES_ON))


def incident_for(user: User, pk: UUID, permission: Permission = VIEW) -> Incident:
    """The incident, or ``Http404``: forbidden and absent look the same."""
    found = incidents_visible_to(user).filter(pk=pk).first()
    if found is None or not holds(user, permission):
        raise Http404
    return found


def board_for(user: User, pk: UUID) -> Incident:
    """The same for its board, which asks again and again: its reading is on record once."""
    found = incident_for(user, pk)
    own = AuditEvent.objects.filter(verb=SEEN, object_id=str(pk), actor_id=user.pk)
    if not own.filter(at__gt=timezone.now() - ONE_READING).exists():
        record(SEEN, by=user, on=found)
    return found


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """A row as one person may read it: ``named`` is false where they learn only how many it stands
    for. ``case`` is the one that was opened for them, where this person may see it.
    """

    people: AffectedPeople
    named: bool
    may_change: bool
    has_case: bool
    case: Case | None


def rows_of(incident: Incident, user: User) -> list[PeopleRow]:
    """Everybody who was written down, in five queries however many they are."""
    people = list(incident.people.select_related("helper").prefetch_related("needs", "bindings"))
    everything, own = sees_all(user), groups_with(user, VIEW)
    kept = _kept_from(user, people)
    bound = {one.case_id for row in people for one in row.bindings.all()}
    seen = {case.pk: case for case in cases_visible_to(user).filter(pk__in=bound)} if bound else {}
    found = []
    for row in people:
        cases = [one.case_id for one in row.bindings.all()]
        is_ours = row.helper is not None and row.helper.group_id in own
        found.append(
            PeopleRow(
                people=row,
                named=(everything or is_ours) and row.pk not in kept,
                may_change=everything and row.pk not in kept,
                has_case=bool(cases),
                case=next((seen[pk] for pk in cases if pk in seen), None),
            )
        )
    return found


def _kept_from(user: User, people: list[AffectedPeople]) -> set[UUID]:
    """Rows whose case this person is kept from by name."""
    if not any(row.bindings.all() for row in people):
        return set()
    own = CaseBinding.objects.filter(people__in=people, case__in=Case.kept_from(user.pk))
    own = own.exclude(people=None).order_by()
    return set(own.values_list("people_id", flat=True))


def people_for(user: User, pk: UUID) -> AffectedPeople:
    """A row to change, or ``Http404``."""
    rows = AffectedPeople.objects.select_related("incident", "helper")
    found = rows.filter(pk=pk).first()
    if found is None or not sees_all(user) or _kept_from(user, [found]):
        raise Http404
    incident_for(user, found.incident_id, LOG)
    record("affected.seen", by=user, on=found, subject=found.incident)
    return found


def people_visible_to(incident: Incident, user: User) -> QuerySet[AffectedPeople]:
    """The rows that somebody may read by name, for programs: all, or those that their body looks
    after; none of a case that is kept from them.
    """
    kept = CaseBinding.objects.filter(
        people=OuterRef("pk"), case__in=Case.kept_from(user.pk)
    ).order_by()
    found = incident.people.exclude(Exists(kept)).prefetch_related("needs")
    return found if sees_all(user) else found.filter(helper__group__in=groups_with(user, VIEW))


def bindings_visible_to(incident: Incident, user: User) -> QuerySet[CaseBinding]:
    """Bound cases that this person may see; nobody else learns that there are more."""
    seen = cases_visible_to(user).values("pk")
    return incident.bindings.filter(case__in=seen).select_related("case__lead")


def binding_for(user: User, pk: UUID) -> CaseBinding:
    """A bound case to take out, or ``Http404``."""
    found = CaseBinding.objects.select_related("incident", "case").filter(pk=pk).first()
    if found is None or not cases_visible_to(user).filter(pk=found.case_id).exists():
        raise Http404
    incident_for(user, found.incident_id, LOG)
    return found


def mobilisations_of(incident: Incident, user: User) -> QuerySet[Mobilisation]:
    """Who is called up: all for who logs; for a partner its own."""
    found = incident.mobilisations.select_related("organisation")
    if sees_all(user):
        return found
    return found.filter(organisation__group__in=groups_with(user, VIEW))


def mobilisation_for(user: User, pk: UUID) -> Mobilisation:
    """A call to answer or to release, or ``Http404``."""
    rows = Mobilisation.objects.select_related("incident", "organisation")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    incident_for(user, found.incident_id)
    if not (sees_all(user) or answers_for(user, found)):
        raise Http404
    return found


def answers_for(user: User, mobilisation: Mobilisation) -> bool:
    """Whether they answer on behalf of the body."""
    return mobilisation.organisation.group_id in groups_with(user, ANSWER)


def may_step(user: User, mobilisation: Mobilisation, permission: Permission) -> bool:
    """Who takes a step of a called-up body: its own people, and whoever logs what it said on the
    telephone; to release it one leads.
    """
    if permission == ANSWER:
        return sees_all(user) or answers_for(user, mobilisation)
    return holds(user, permission)


def entries_of(incident: Incident, user: User) -> QuerySet[Entry]:
    """The log, the latest first; a partner reads what is meant for partners, and its own."""
    found = incident.entries.select_related("by", "group__organisation")
    if sees_all(user):
        return found
    return found.filter(Q(for_partners=True) | Q(group__in=groups_with(user, VIEW)))


def reports_of(incident: Incident, user: User) -> QuerySet[SituationReport]:
    """Editions that were sent, the latest first; they are the city's, not partners'."""
    if not sees_all(user):
        return SituationReport.objects.none()
    return incident.reports.select_related("sent_by")


def report_for(user: User, pk: UUID) -> SituationReport:
    """An edition, or ``Http404``."""
    found = SituationReport.objects.select_related("incident").filter(pk=pk).first()
    if found is None:
        raise Http404
    incident_for(user, found.incident_id, LOG)
    return found


def addresses() -> list[ReportAddress]:
    """To whom situation reports go."""
    return list(ReportAddress.objects.all())


def of_case(case: Case, user: User) -> QuerySet[CaseBinding]:
    """The incidents of a case, as far as this person may see them."""
    found = CaseBinding.objects.filter(case=case, incident__in=incidents_visible_to(user))
    return found.select_related("incident")
