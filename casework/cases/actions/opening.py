"""Opening a case."""

from collections.abc import Iterable
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4

from casework.cases import due
from casework.cases.access import coordinates, permissions_of_lead
from casework.cases.actions.locking import sent_before
from casework.cases.choices import CaseState, Urgency
from casework.cases.models import Case, CaseNeed
from casework.cases.numbering import locked_numbering, next_number
from casework.cases.terms import keep_terms
from casework.partners.choices import Phase
from casework.partners.models import Need, Organisation
from ostoja.access.door import grant
from ostoja.accounts.models import User
from ostoja.audit import action, record


class CaseFacts(TypedDict):
    """What is known of a case, as ``CaseForm`` gives it."""

    pseudonym: str
    summary: str
    person_name: str
    phone: NotRequired[str]
    pesel: NotRequired[str]
    contact_rules: str
    urgency: Urgency | str
    phase: Phase | str
    age: int | None
    language: str
    accessibility: list[str]
    birth_year: NotRequired[int | None]
    sex: NotRequired[str]
    district: NotRequired[str]
    situation: NotRequired[list[str]]
    not_said: NotRequired[list[str]]


@action
def open_case(
    *,
    lead: Organisation,
    needs: Iterable[Need],
    by: User | None,
    submission: UUID | None = None,
    is_sample: bool = False,
    **facts: Unpack[CaseFacts],
) -> Case:
    """Open a case that ``lead`` leads. A repeat with the same ``submission`` gives the first."""
    numbering = locked_numbering()
    submission = submission or uuid4()
    first = sent_before(Case.objects.filter(lead=lead), submission, by=by)
    if first is not None:
        return first
    case = Case.objects.create(
        submission=submission,
        number=next_number(numbering),
        lead=lead,
        opened_by_group=lead.group,
        worker=by,
        state=CaseState.COORDINATED if coordinates(lead) else CaseState.OPEN,
        is_sample=is_sample,
        **facts,
    )
    keep_terms(case)
    CaseNeed.objects.bulk_create(CaseNeed(case=case, need=need) for need in needs)
    grant(lead.group, case, *permissions_of_lead(lead))
    due.renew(case)
    record("case.opened", by=by, on=case, subject=case, urgency=str(case.urgency))
    return case
