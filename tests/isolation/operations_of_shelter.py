"""The API's operations of the shelter: houses, beds, nights and stays."""

from datetime import timedelta

from django.utils import timezone

from tests.isolation.operation import INVALID, Ids, Operation, reads


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


def _day(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


SHELTER = {
    "facilities_list": reads("consultant"),
    "facilities_one_retrieve": reads("consultant", of_shelter("facility")),
    "beds_list": reads("consultant"),
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
