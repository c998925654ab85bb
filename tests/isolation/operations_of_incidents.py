"""The API's operations of incidents and of what belongs to them."""

from typing import Any

from django.utils import timezone

from tests.isolation.operation import CONFLICT, GONE, INVALID, OK, Ids, Operation, adds, reads
from tests.isolation.world import World


def of_incident(name: str) -> Ids:
    """The key of something of the incident."""
    return lambda world: {"pk": getattr(world.incidents, name).pk}


def below(world: World) -> dict[str, Any]:
    """Below the incident."""
    return {"incident_pk": world.incidents.incident.pk}


def changed(who: str, name: str, body: Ids, *statuses: int, shows: bool = True) -> Operation:
    """Something done with a row of the incident."""
    return Operation(
        who,
        of_incident(name),
        of=lambda world: getattr(world.incidents, name),
        body=body,
        shows=shows,
        expects=frozenset(statuses or (OK,)),
    )


def facts(world: World) -> dict[str, Any]:
    """What is written about an incident."""
    now = timezone.now().isoformat()
    leader = str(world.cast.coordinator.pk)
    words = {"name": world.canary, "place": world.canary}
    return {"kind": "fire", "began_at": now, "leader": leader, **words}


def line(world: World) -> dict[str, Any]:
    """What is written about affected people."""
    helper = str(world.cast.partner.pk)
    return {"label": world.canary, "number": 2, "whereabouts": "hospital", "helper": helper}


NUMBERS = dict.fromkeys(("affected", "injured", "evacuated", "sheltered", "missing"), 1)
WHY = {"reason": "x"}
NOT_NOW = {"shows": False}
INCIDENTS = {
    "incidents_list": reads("consultant"),
    "incidents_create": adds("coordinator", facts, shows=True),
    "incidents_one_retrieve": reads("consultant", of_incident("incident")),
    "incidents_one_partial_update": changed("coordinator", "incident", facts),
    "incidents_count_count": changed("consultant", "incident", lambda world: NUMBERS),
    "incidents_start_start": changed("coordinator", "incident", lambda world: WHY),
    "incidents_wind_down_wind_down": changed(
        "coordinator", "incident", lambda world: WHY, CONFLICT, **NOT_NOW
    ),
    "incidents_resume_resume": changed(
        "coordinator", "incident", lambda world: WHY, CONFLICT, **NOT_NOW
    ),
    "incidents_close_close": changed(
        "coordinator",
        "incident",
        lambda world: {**WHY, "ended_at": timezone.now().isoformat()},
    ),
    "incidents_reopen_reopen": changed(
        "coordinator", "incident", lambda world: WHY, CONFLICT, **NOT_NOW
    ),
    "incident_people_list": reads("consultant", below),
    "incident_people_create": adds("consultant", line, below, shows=True),
    "incident_people_one_retrieve": reads("consultant", of_incident("people")),
    "incident_people_one_partial_update": changed("consultant", "people", line),
    "incident_people_one_destroy": changed(
        "consultant", "people", lambda world: {}, GONE, **NOT_NOW
    ),
    "incident_cases_list": reads("consultant", below, shows=False),
    "incident_cases_create": adds("consultant", lambda world: {"case": str(world.case.pk)}, below),
    "incident_partners_list": reads("consultant", below),
    "incident_partners_create": Operation(
        "coordinator",
        below,
        body=lambda world: {
            "organisation": str(world.cast.partner.pk),
            "asked_for": world.canary,
        },
        expects=frozenset({INVALID}),
    ),
    "incident_log_list": reads("consultant", below, shows=False),
    "incident_log_create": adds(
        "consultant", lambda world: {"text": world.canary}, below, shows=True
    ),
    "incident_reports_list": reads("consultant", below),
    "incident_reports_create": adds(
        "coordinator", lambda world: {"words": world.canary}, below, shows=True
    ),
    "mobilisations_one_retrieve": reads("partner_worker", of_incident("called")),
    "mobilisations_confirm_confirm": changed("partner_worker", "called", lambda world: {}),
    "mobilisations_arrive_arrive": changed("partner_worker", "called", lambda world: {}),
    "mobilisations_decline_decline": changed("partner_worker", "called", lambda world: {}),
    "mobilisations_release_release": changed("coordinator", "called", lambda world: {}),
}
