"""The steps of an incident: each named, each with its row in the log and in the audit."""

import datetime

from django.utils import timezone

from casework.incidents import marks, notices, refusals, workflow
from casework.incidents.actions.locking import incident_as_read
from casework.incidents.actions.logging import note
from casework.incidents.choices import EntryKind, IncidentState
from casework.incidents.models import Incident
from ostoja.accounts.models import User
from ostoja.audit import action, record

CLOCKS_DIFFER = datetime.timedelta(minutes=5)


@action
def start_incident(
    *, incident: Incident, version: int, by: User | None, reason: str = ""
) -> Incident:
    """Work begins. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step("start", "incident.started", incident, version=version, by=by, reason=reason)


@action
def wind_down_incident(
    *, incident: Incident, version: int, by: User | None, reason: str = ""
) -> Incident:
    """The worst is over. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step(
        "wind-down", "incident.wound_down", incident, version=version, by=by, reason=reason
    )


@action
def resume_incident(
    *, incident: Incident, version: int, by: User | None, reason: str = ""
) -> Incident:
    """It flares up again. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step("resume", "incident.resumed", incident, version=version, by=by, reason=reason)


@action
def close_incident(
    *,
    incident: Incident,
    version: int,
    by: User | None,
    ended_at: datetime.datetime | None = None,
    reason: str = "",
) -> Incident:
    """Nothing is written into it any more; bodies still called up see it no longer.

    ``ended_at`` is when the event was over. Raises ``StaleObject``, ``IncidentRefused``.
    """
    return _step(
        "close",
        "incident.closed",
        incident,
        version=version,
        by=by,
        reason=reason,
        ended_at=ended_at,
    )


@action
def reopen_incident(
    *, incident: Incident, version: int, by: User | None, reason: str = ""
) -> Incident:
    """It was closed too early. Raises ``StaleObject``, ``IncidentRefused``."""
    return _step("reopen", "incident.reopened", incident, version=version, by=by, reason=reason)


def _step(
    name: str,
    verb: str,
    incident: Incident,
    *,
    version: int,
    by: User | None,
    reason: str,
    ended_at: datetime.datetime | None = None,
) -> Incident:
    found = incident_as_read(incident.pk, version)
    allowed = workflow.step_named(found.state, name)
    if allowed is None:
        raise refusals.not_from_here()
    to, step = allowed
    given = {"reason": reason.strip(), "ended_at": ended_at}
    for need in step.needs:
        if not given[need]:
            raise refusals.missing(need)
    _end(found, to, ended_at)
    found.state = to
    found.save()
    note(found, EntryKind.STATE, {"to": to.value, "step": name}, by=by, text=reason.strip())
    record(verb, by=by, on=found)
    notices.moved(found, by)
    marks.forget()
    return found


def _end(found: Incident, to: IncidentState, ended_at: datetime.datetime | None) -> None:
    """Closed it has an end and a day from which it is kept; opened again it has neither."""
    if to != IncidentState.CLOSED or ended_at is None:
        found.ended_at = found.closed_at = None
        return
    if ended_at < found.began_at:
        raise refusals.ends_before_it_began()
    if ended_at > timezone.now() + CLOCKS_DIFFER:
        raise refusals.in_the_future("ended_at")
    found.ended_at, found.closed_at = ended_at, timezone.now()
