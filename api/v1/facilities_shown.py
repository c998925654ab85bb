"""What programs are shown of houses, their beds, and the nights on which these are taken."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Shown
from casework.shelter import selectors
from casework.shelter.choices import FacilityKind
from casework.shelter.models import BedNight
from casework.shelter.models import Facility as FacilityRow


class Facility(Shown):
    """A house in which people may stay. The address is null for whoever may not know it."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=FacilityKind.choices)
    organisation = serializers.UUIDField(source="organisation_id", help_text="Who runs it.")
    address = serializers.SerializerMethodField()
    address_is_secret = serializers.BooleanField()
    limit_months = serializers.IntegerField(
        allow_null=True, help_text="The house's own limit of a stay."
    )
    limit_rule = serializers.CharField(help_text="What that limit rests on.")
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "key": "oik-hostel",
        "name": "Hostel kryzysowy",
        "kind": "crisis_hostel",
        "organisation": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "address": None,
        "address_is_secret": True,
        "limit_months": None,
        "limit_rule": "",
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }

    def get_address(self, row: FacilityRow) -> str | None:
        """For whoever may know it."""
        user = self.context["view"].user
        return row.address if selectors.sees_address(user, row) else None


class Bed(Shown):
    """One person sleeps in it."""

    id = serializers.UUIDField()
    facility = serializers.UUIDField(source="facility_id")
    name = serializers.CharField()
    room = serializers.CharField(source="room.name")
    is_accessible = serializers.BooleanField()
    is_family = serializers.BooleanField()
    is_cot = serializers.BooleanField()
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a",
        "facility": Facility.example["id"],
        "name": "5",
        "room": "pokój 3",
        "is_accessible": False,
        "is_family": True,
        "is_cot": False,
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }


class BedClosure(Shown):
    """From one night to another, both included, a bed is out of service."""

    id = serializers.UUIDField()
    bed = serializers.UUIDField(source="bed_id")
    first_on = serializers.DateField()
    last_on = serializers.DateField(
        allow_null=True, help_text="null until somebody puts it back into service."
    )
    reason = serializers.CharField()

    example: ClassVar = {
        "id": "9f0a1b2c-3d4e-4f5a-9b6c-7d8e9f0a1b2c",
        "bed": Bed.example["id"],
        "first_on": "2026-12-03",
        "last_on": None,
        "reason": "Złamana rama.",
    }


class Night(Shown):
    """A bed that is taken or held on the night which begins on a day.

    ``stay`` is null where it is held, and for whoever may not know who stays there.
    """

    id = serializers.UUIDField()
    bed = serializers.UUIDField(source="bed_id")
    night = serializers.DateField()
    is_held = serializers.SerializerMethodField()
    stay = serializers.UUIDField(source="known_stay", allow_null=True)

    example: ClassVar = {
        "id": "8e9f0a1b-2c3d-4e4f-8a5b-6c7d8e9f0a1b",
        "bed": Bed.example["id"],
        "night": "2026-12-03",
        "is_held": False,
        "stay": None,
    }

    def get_is_held(self, row: BedNight) -> bool:
        """Whether it waits for somebody."""
        return row.hold_id is not None
