"""Cases of an incident: bound, opened out of a row, taken out again."""

from typing import TypedDict, Unpack
from uuid import UUID

from casework.cases.actions import locked_case, open_case
from casework.cases.actions.locking import refuse_merged
from casework.cases.models import Case
from casework.incidents import marks, refusals
from casework.incidents.actions.locking import locked_incident
from casework.incidents.actions.people import refuse_taken_out
from casework.incidents.models import AffectedPeople, CaseBinding, Incident
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.audit import action, record


class NewCase(TypedDict):
    """What a case begins with that is opened out of a row."""

    lead: Organisation
    pseudonym: str
    person_name: str
    summary: str
    urgency: str


@action
def bind_case(
    *, incident: Incident, case: Case, by: User | None, people: AffectedPeople | None = None
) -> CaseBinding:
    """The case belongs to the incident; one that does so already stays as it is.

    Raises ``IncidentRefused`` for a closed incident, ``NotAllowed`` for a merged case.
    """
    case = locked_case(case)
    refuse_merged(case)
    incident = locked_incident(incident.pk)
    return _bound(incident, case, by, people)


@action
def open_case_for(
    *, submission: UUID, people: AffectedPeople, by: User | None, **facts: Unpack[NewCase]
) -> Case:
    """A case out of a row, with the needs that are open there, bound to the incident.

    The same submission sent again gives the first result. Raises ``IncidentRefused``.
    """
    incident = locked_incident(people.incident_id)
    before = CaseBinding.objects.filter(people=people).select_related("case").first()
    if before is not None and before.case.submission != submission:
        raise refusals.has_a_case()
    refuse_taken_out(people)
    case = open_case(
        submission=submission,
        needs=list(people.needs.all()),
        phase="intervention",
        age=None,
        language="pl",
        accessibility=[],
        contact_rules="",
        is_sample=people.is_sample,
        by=by,
        **facts,
    )
    _bound(incident, case, by, people)
    return case


@action
def unbind_case(*, binding: CaseBinding, by: User | None) -> None:
    """The case does not belong to the incident after all."""
    incident = locked_incident(binding.incident_id)
    record("incident.unbound", by=by, on=incident, subject=binding.case)
    CaseBinding.objects.filter(pk=binding.pk).delete()
    marks.forget()


def _bound(
    incident: Incident, case: Case, by: User | None, people: AffectedPeople | None = None
) -> CaseBinding:
    binding, is_new = CaseBinding.objects.get_or_create(
        incident=incident, case=case, defaults={"people": people, "bound_by": by}
    )
    verb = "incident.bound" if is_new else "incident.bound_before"
    record(verb, by=by, on=incident, subject=case)
    marks.forget()
    return binding
