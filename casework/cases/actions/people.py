"""Writing down who is around the person of a case, changing it, and taking it out."""

from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.models import Case, CasePerson
from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class PersonFacts(TypedDict):
    """What is known of somebody, as ``PersonForm`` gives it."""

    role: str
    name: NotRequired[str]
    relation: NotRequired[str]
    birth_year: NotRequired[int | None]
    lives_with: NotRequired[str]
    phone: NotRequired[str]
    safe_contact: NotRequired[str]
    contact_rules: NotRequired[str]
    remarks: NotRequired[str]


@action
def add_person(
    *, submission: UUID, case: Case, by: User | None, **facts: Unpack[PersonFacts]
) -> CasePerson:
    """Write somebody down; a repeat with the same id gives the first."""
    case = locked_case(case)
    first = sent_before(CasePerson.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    person = CasePerson.objects.create(submission=submission, case=case, created_by=by, **facts)
    record("case_person.added", by=by, on=person, subject=case)
    return person


@action
def change_person(
    *, person: CasePerson, version: int, by: User | None, **facts: Unpack[PersonFacts]
) -> CasePerson:
    """Change what is known of somebody."""
    case = locked_case(person.case)
    refuse_closed(case)
    changed = lock(CasePerson, person.pk, version)
    for name, value in facts.items():
        setattr(changed, name, value)
    changed.save(update_fields=[*facts, "version"])
    record("case_person.changed", by=by, on=changed, subject=case)
    return changed


@action
def remove_person(*, person: CasePerson, by: User | None, version: int | None = None) -> None:
    """Forget somebody who does not belong to the case, or not any more.

    With the ``version`` that was seen it raises ``StaleObject`` where it is another by now.
    """
    case = locked_case(person.case)
    refuse_closed(case)
    found = CasePerson.objects.filter(pk=person.pk).first()
    if found is None:
        record("submission.repeated", by=by, on=person, subject=case)
        return
    if version is not None and found.version != version:
        raise StaleObject(found)
    record("case_person.removed", by=by, on=found, subject=case)
    found.delete()
