"""People and families affected: written down in a line, changed, taken out."""

from collections.abc import Iterable
from typing import TypedDict, Unpack
from uuid import UUID

from casework.cases.actions import sent_before
from casework.incidents import refusals
from casework.incidents.actions.locking import locked_incident
from casework.incidents.models import AffectedPeople, Incident
from casework.partners.leaving import GONE
from casework.partners.models import Need, Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record

MOST = 999


class PeopleFacts(TypedDict):
    """What is written about a person or a family."""

    label: str
    number: int
    whereabouts: str
    place: str
    needs: Iterable[Need]
    remark: str
    helper: Organisation | None


@action
def add_people(
    *,
    submission: UUID,
    incident: Incident,
    by: User | None,
    is_sample: bool = False,
    **facts: Unpack[PeopleFacts],
) -> AffectedPeople:
    """Write somebody down; the same submission sent again gives the first result.

    Raises ``IncidentRefused``.
    """
    incident = locked_incident(incident.pk)
    first = sent_before(incident.people.all(), submission, by=by)
    if first is not None:
        return first
    row = AffectedPeople(submission=submission, incident=incident, added_by=by, is_sample=is_sample)
    _write(row, facts)
    record("affected.added", by=by, on=row, subject=incident, number=row.number)
    return row


@action
def change_people(
    *, people: AffectedPeople, version: int, by: User | None, **facts: Unpack[PeopleFacts]
) -> AffectedPeople:
    """Change it. Raises ``StaleObject``, ``IncidentRefused``."""
    incident = locked_incident(people.incident_id)
    refuse_taken_out(people)
    row = lock(AffectedPeople, people.pk, version)
    _write(row, facts)
    record("affected.changed", by=by, on=row, subject=incident, number=row.number)
    return row


@action
def remove_people(*, people: AffectedPeople, version: int, by: User | None) -> None:
    """Take out what was written by mistake or twice; a case that was opened stays bound."""
    incident = locked_incident(people.incident_id)
    refuse_taken_out(people)
    row = lock(AffectedPeople, people.pk, version)
    record("affected.removed", by=by, on=row, subject=incident)
    AffectedPeople.objects.filter(pk=row.pk).delete()


def refuse_taken_out(people: AffectedPeople) -> None:
    """Raise ``IncidentRefused`` where somebody was faster; the caller holds the incident's lock."""
    if not AffectedPeople.objects.filter(pk=people.pk).exists():
        raise refusals.taken_out()


def _write(row: AffectedPeople, facts: PeopleFacts) -> None:
    if not 1 <= facts["number"] <= MOST:
        raise refusals.nobody()
    helper = facts["helper"]
    if helper is not None and helper.pk != row.helper_id and helper.agreement_state in GONE:
        raise refusals.body_is_gone("helper")
    row.label, row.number, row.whereabouts = facts["label"], facts["number"], facts["whereabouts"]
    row.place, row.remark, row.helper = facts["place"], facts["remark"], helper
    row.save()
    row.needs.set(facts["needs"])
