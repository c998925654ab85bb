"""The API's operations of the shelter: houses, beds, nights and stays."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.isolation.operation import INVALID, MADE, Ids, Operation, reads


def of_shelter(name: str) -> Ids:
    """The key of something of the shelter."""
    return lambda world: {"pk": getattr(world.shelter, name).pk}


def stay_step(body: Ids) -> Operation:
    """Something done with the stay."""
    return Operation(
        "consultant",
        of_shelter("stay"),
        of=lambda world: world.shelter.stay,
        body=body,
    )


def changes(name: str, body: dict[str, Any]) -> Operation:
    """Something of the house changed, with the version of what it is."""
    return Operation(
        "supervisor",
        of_shelter(name),
        of=lambda world: getattr(world.shelter, name),
        body=lambda world: body,
        shows=True,
    )


def _day(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


SHELTER = {
    "facilities_list": reads("consultant"),
    "facilities_one_retrieve": reads("consultant", of_shelter("facility")),
    "facilities_create": Operation(
        "supervisor",
        body=lambda world: {
            "organisation": str(world.cast.centre.pk),
            "name": world.canary,
            "kind": "crisis_hostel",
        },
        expects=frozenset({MADE}),
        shows=True,
    ),
    "facilities_one_partial_update": changes("facility", {"limit_rule": "Regulamin"}),
    "beds_list": reads("consultant"),
    "beds_one_retrieve": reads("consultant", of_shelter("bed")),
    "beds_create": Operation(
        "supervisor",
        body=lambda world: {
            "facility": str(world.shelter.facility.pk),
            "name": f"{world.canary} 9",
            "room": world.canary,
        },
        expects=frozenset({MADE}),
        shows=True,
    ),
    "beds_one_partial_update": changes("bed", {"is_family": True}),
    "beds_close_close": Operation(
        "supervisor",
        of_shelter("bed"),
        body=lambda world: {"first_on": _day(20), "reason": world.canary},
        shows=True,
    ),
    "bed_closures_list": reads("supervisor"),
    "bed_closures_reopen_reopen": Operation("supervisor", of_shelter("closure"), shows=True),
    "nights_list": reads("consultant", shows=False),
    "stays_list": reads("consultant", shows=False),
    "stays_create": Operation(
        "consultant",
        body=lambda world: {
            "case": str(world.case.pk),
            "facility": str(world.shelter.facility.pk),
            "beds": [str(world.shelter.bed.pk)],
            "people": 1,
            "basis": "art_47",
            "started_on": _day(0),
            "planned_end_on": _day(3),
        },
        expects=frozenset({INVALID}),
        shows=True,
    ),
    "stays_one_retrieve": reads("consultant", of_shelter("stay"), shows=False),
    "stays_discharge_discharge": stay_step(
        lambda world: {"ended_on": _day(0), "destination": "family"}
    ),
    "stays_beds_beds": stay_step(
        lambda world: {"beds": [str(world.shelter.bed.pk)], "from_on": _day(0)}
    ),
    "stays_decide_decide": stay_step(
        lambda world: {"step": "leave", "until": _day(3), "destination": "family"}
    ),
}
