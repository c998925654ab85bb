"""Calling up partners, and what they say."""

from uuid import UUID

from django.utils import timezone

from casework.cases.actions import sent_before
from casework.incidents import notices, refusals, workflow
from casework.incidents.actions.locking import locked_incident
from casework.incidents.actions.logging import note
from casework.incidents.choices import CALLED_UP, EntryKind, MobilisationState
from casework.incidents.models import AffectedPeople, Incident, Mobilisation
from casework.incidents.news import tell_board
from casework.partners.leaving import GONE
from casework.partners.models import Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def mobilise(
    *,
    submission: UUID,
    incident: Incident,
    organisation: Organisation,
    asked_for: str,
    by: User | None,
    is_sample: bool = False,
) -> Mobilisation:
    """Call up a body: its people are told, and see the board as far as they need it.

    The same submission sent again gives the first result. Raises ``IncidentRefused``.
    """
    incident = locked_incident(incident.pk)
    first = sent_before(incident.mobilisations.all(), submission, by=by)
    if first is not None:
        return first
    # Locked, so that nobody is called up while the body leaves.
    body = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    if body.agreement_state in GONE:
        raise refusals.body_is_gone()
    if incident.mobilisations.filter(organisation=body, state__in=sorted(CALLED_UP)).exists():
        raise refusals.called_up_already()
    called = Mobilisation.objects.create(
        submission=submission,
        incident=incident,
        organisation=body,
        asked_for=asked_for,
        asked_by=by,
        is_sample=is_sample,
    )
    _note(incident, called, by)
    record("mobilisation.asked", by=by, on=called, subject=incident)
    notices.called_up(called, by)
    return called


@action
def confirm(
    *, mobilisation: Mobilisation, version: int, by: User | None, answer: str = ""
) -> Mobilisation:
    """The body comes. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step(
        "confirm", "mobilisation.confirmed", mobilisation, version=version, by=by, answer=answer
    )


@action
def arrive(
    *, mobilisation: Mobilisation, version: int, by: User | None, answer: str = ""
) -> Mobilisation:
    """The body is on site. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step(
        "arrive", "mobilisation.on_site", mobilisation, version=version, by=by, answer=answer
    )


@action
def decline(
    *, mobilisation: Mobilisation, version: int, by: User | None, answer: str = ""
) -> Mobilisation:
    """The body cannot come. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step(
        "decline", "mobilisation.declined", mobilisation, version=version, by=by, answer=answer
    )


@action
def release(
    *, mobilisation: Mobilisation, version: int, by: User | None, answer: str = ""
) -> Mobilisation:
    """The body is not needed any more. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step(
        "release", "mobilisation.released", mobilisation, version=version, by=by, answer=answer
    )


@action
def end_with_agreement(*, mobilisation: Mobilisation, by: User | None) -> None:
    """The body leaves: it is called up no more, and others must look after its people."""
    incident = Incident.objects.select_for_update(of=("self",), no_key=True).get(
        pk=mobilisation.incident_id
    )
    row = Mobilisation.objects.select_related("organisation").get(pk=mobilisation.pk)
    if row.is_called_up:
        row.state, row.version = MobilisationState.RELEASED, row.version + 1
        row.save()
        _note(incident, row, by)
    _give_back_people(incident, row.organisation)
    tell_board(incident.pk)
    record("mobilisation.ended_with_agreement", by=by, on=row, subject=incident)
    notices.answered(row)


@action
def give_back_people(*, incident: Incident, organisation: Organisation, by: User | None) -> int:
    """The body leaves, though it is not called up: others must look after whom it helped. Also in
    a closed incident, which may be opened again. How many lines that were.
    """
    locked = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=incident.pk)
    number = _give_back_people(locked, organisation)
    tell_board(locked.pk)
    record("affected.given_back", by=by, on=locked, number=number)
    return number


def _step(
    name: str,
    verb: str,
    mobilisation: Mobilisation,
    *,
    version: int,
    by: User | None,
    answer: str,
) -> Mobilisation:
    incident = locked_incident(mobilisation.incident_id)
    row = lock(Mobilisation, mobilisation.pk, version)
    allowed = workflow.step_of_body(row.state, name)
    if allowed is None:
        raise refusals.not_from_here()
    to, step = allowed
    if "answer" in step.needs and not answer.strip():
        raise refusals.missing("answer")
    came = row.state == MobilisationState.ON_SITE
    row.state, row.answer = to, answer.strip()
    row.save()
    _note(incident, row, by)
    if not (row.is_called_up or came):
        _give_back_people(incident, row.organisation)
    record(verb, by=by, on=row, subject=incident)
    notices.answered(row)
    if to != MobilisationState.RELEASED:
        notices.has_answered(row, by, timezone.now())
    return row


def _give_back_people(incident: Incident, organisation: Organisation) -> int:
    """Nobody is thought to be looked after by a body that does not come."""
    own = AffectedPeople.objects.filter(incident=incident, helper=organisation)
    found = list(own.select_for_update(of=("self",)))
    for people in found:
        people.helper, people.version = None, people.version + 1
        people.save(update_fields=["helper", "version", "changed_at"])
    return len(found)


def _note(incident: Incident, row: Mobilisation, by: User | None) -> None:
    """Other bodies do not read what this one was asked and said; their own entries are theirs."""
    body = row.organisation
    text = row.asked_for if row.state == MobilisationState.ASKED else row.answer
    facts = {"organisation": body.name, "state": str(row.state)}
    note(incident, EntryKind.PARTNER, facts, by=by, text=text, for_partners=False, group=body.group)
