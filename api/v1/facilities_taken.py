"""What programs send about houses, their beds, and what is out of service."""

from typing import ClassVar

from api.fields import Body, Choice, Day, Flag, Id, Number, Text
from api.v1.facilities_shown import Bed, BedClosure, Facility
from casework.shelter.choices import FacilityKind
from casework.shelter.limits import LONGEST_LIMIT


class FacilityFacts(Body):
    """What a house is. A limit in months says what it rests on; a crisis hostel needs none."""

    organisation = Id()
    name = Text(max_length=120)
    kind = Choice(choices=FacilityKind.choices)
    address = Text(required=False, allow_blank=True, max_length=200)
    address_is_secret = Flag(required=False)
    limit_months = Number(required=False, allow_null=True, min_value=1, max_value=LONGEST_LIMIT)
    limit_rule = Text(required=False, allow_blank=True, max_length=200)
    is_active = Flag(required=False)

    example: ClassVar = {
        "organisation": Facility.example["organisation"],
        "name": "Hostel kryzysowy",
        "kind": "crisis_hostel",
        "address": "ul. Przykładowa 7",
        "address_is_secret": True,
    }


class BedFacts(Body):
    """What a bed is like. A room that the house lacks is added with it."""

    name = Text(max_length=60)
    room = Text(max_length=60)
    is_accessible = Flag(required=False)
    is_family = Flag(required=False)
    is_cot = Flag(required=False)
    is_active = Flag(required=False)

    example: ClassVar = {name: Bed.example[name] for name in ("name", "room", "is_family")}


class NewBed(BedFacts):
    """The same, and of which house."""

    facility = Id()

    example: ClassVar = {**BedFacts.example, "facility": Bed.example["facility"]}


class Closure(Body):
    """Without ``last_on`` until somebody puts it back. Write nothing about people."""

    first_on = Day()
    last_on = Day(required=False, allow_null=True)
    reason = Text(max_length=200)

    example: ClassVar = {
        name: BedClosure.example[name] for name in ("first_on", "last_on", "reason")
    }
