"""What every change of an incident begins with: the lock, and whether anything may be written."""

from uuid import UUID

from casework.incidents import refusals
from casework.incidents.models import Incident


def locked_incident(pk: UUID) -> Incident:
    """The incident as it is now, locked until the transaction ends; raises ``IncidentRefused``
    where it is closed.

    Whoever locks a case too locks the case first.
    """
    found = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    refuse_closed(found)
    return found


def refuse_closed(incident: Incident) -> None:
    """Nothing is written into what is closed."""
    if not incident.goes_on:
        raise refusals.closed()
