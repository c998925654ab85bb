"""The API's operations of outreach visits and their alarms."""

from typing import Any

from django.utils import timezone

from tests.isolation.operation import CONFLICT, INVALID, MADE, OK, Ids, Operation, reads
from tests.isolation.world import World


def of_visits(name: str) -> Ids:
    """The key of the visit or of its alarm."""
    return lambda world: {"pk": getattr(world.work, name).pk}


def said(body: Ids = lambda world: {}) -> Operation:
    """Something said on the way; whether the visit's state allows it does not matter here."""
    return Operation(
        "consultant", of_visits("visit"), body=body, expects=frozenset({OK, CONFLICT, INVALID})
    )


def of_alarm(body: Ids = lambda world: {}) -> Operation:
    """Something done with the alarm."""
    return Operation(
        "supervisor",
        of_visits("alarm"),
        of=lambda world: world.work.alarm,
        body=body,
        expects=frozenset({OK, CONFLICT}),
    )


def plan(world: World) -> dict[str, Any]:
    """Street work of the consultant."""
    return {
        "organisation": str(world.cast.centre.pk),
        "people": [str(world.cast.consultant.pk)],
        "place": world.canary,
        "starts_at": timezone.now().isoformat(),
        "minutes": 30,
    }


VISITS = {
    "visits_list": reads("consultant"),
    "visits_create": Operation("consultant", body=plan, expects=frozenset({MADE}), shows=True),
    "visits_one_retrieve": reads("consultant", of_visits("visit")),
    "visits_one_partial_update": Operation(
        "consultant",
        of_visits("visit"),
        of=lambda world: world.work.visit,
        body=lambda world: {"place": world.canary},
        expects=frozenset({OK, CONFLICT}),
        shows=True,
    ),
    "visits_check_in_check_in": said(),
    "visits_extend_extend": said(lambda world: {"minutes": 15}),
    "visits_check_out_check_out": said(lambda world: {"outcome": "met"}),
    "visits_help_help": said(),
    "visit_alarms_list": reads("supervisor", shows=False),
    "visit_alarms_one_retrieve": reads("supervisor", of_visits("alarm"), shows=False),
    "visit_alarms_take_take": of_alarm(),
    "visit_alarms_close_close": of_alarm(lambda world: {"done": world.canary, "goes_on": 0}),
    "visit_settings_retrieve": reads("supervisor", shows=False),
    "visit_settings_partial_update": Operation(
        "supervisor",
        body=lambda world: {"grace": 20},
        of=lambda world: world.work.minutes,
    ),
}
