"""Makes incidents, and what belongs to them."""

import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.incidents import actions
from casework.incidents.models import AffectedPeople, Incident, Mobilisation
from casework.partners.models import Organisation
from tests.cast import Cast

NAME, PLACE = "Pożar w bloku", "ul. Zmyślona 3"
LABEL = "Rodzina z trzeciego piętra"
NUMBERS = {"affected": 40, "injured": 6, "evacuated": 30, "sheltered": 12, "missing": 0}


def ago(**time: int) -> datetime.datetime:
    """So long before now."""
    return timezone.now() - datetime.timedelta(**time)


def incident_facts(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A fire of an hour ago that the coordinator leads."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "kind": "fire",
        "name": NAME,
        "place": PLACE,
        "began_at": ago(hours=1),
        "leader": cast.coordinator,
        "by": cast.coordinator,
    }
    return given | changes


def make_incident(cast: Cast, **changes: Any) -> Incident:
    """Declared; with ``running`` work on it has begun."""
    runs = changes.pop("running", False)
    incident = actions.declare(**incident_facts(cast, **changes))
    if not runs:
        return incident
    by = cast.coordinator
    return actions.start_incident(incident=incident, version=incident.version, by=by)


def close(cast: Cast, incident: Incident, **changes: Any) -> Incident:
    """It was a false alarm."""
    given: dict[str, Any] = {"ended_at": timezone.now(), "reason": "Fałszywy alarm", **changes}
    incident.refresh_from_db()
    return actions.close_incident(
        incident=incident, version=incident.version, by=cast.coordinator, **given
    )


def people_facts(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A family of four that was sheltered."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "label": LABEL,
        "number": 4,
        "whereabouts": "sheltered",
        "place": "sala gimnastyczna",
        "needs": [],
        "remark": "",
        "helper": None,
        "by": cast.consultant,
    }
    return given | changes


def make_people(cast: Cast, incident: Incident, **changes: Any) -> AffectedPeople:
    """A line of the incident."""
    return actions.add_people(incident=incident, **people_facts(cast, **changes))


def call_up(
    cast: Cast, incident: Incident, organisation: Organisation | None = None, **changes: Any
) -> Mobilisation:
    """The partner, for blankets."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "asked_for": "20 koców",
        "by": cast.coordinator,
    }
    return actions.mobilise(
        incident=incident, organisation=organisation or cast.partner, **given | changes
    )
