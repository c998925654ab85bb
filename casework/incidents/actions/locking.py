"""What every change of an incident begins with: the lock, and whether anything may be written.

What is committed then is hinted at to everybody who has the board open.
"""

from uuid import UUID

from casework.incidents import refusals
from casework.incidents.models import Incident
from casework.incidents.news import tell_board
from ostoja.access.versions import lock


def locked_incident(pk: UUID) -> Incident:
    """The incident as it is now, locked until the transaction ends; raises ``IncidentRefused``
    where it is closed.

    Whoever locks a case too locks the case first.
    """
    found = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    refuse_closed(found)
    tell_board(pk)
    return found


def incident_as_read(pk: UUID, version: int) -> Incident:
    """The same for what changes the incident itself, as somebody has read it; it may be closed.

    Raises ``StaleObject``.
    """
    found = lock(Incident, pk, version)
    tell_board(pk)
    return found


def refuse_closed(incident: Incident) -> None:
    """Nothing is written into what is closed."""
    if not incident.goes_on:
        raise refusals.closed()
