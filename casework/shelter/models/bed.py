"""Rooms, their beds, and when a bed is out of service."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.shelter.models.facility import Facility
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Room(CityModel):
    """A room of a house."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="rooms")
    name = models.CharField(_("Room"), max_length=60)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "facility": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="room_once_in_a_facility")
        ]

    def __str__(self) -> str:
        return self.name


class Bed(CityModel):
    """One person sleeps in it. A bed that is not used any more stays for the nights it had."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="beds")
    room = models.ForeignKey(Room, models.PROTECT, related_name="beds", verbose_name=_("Room"))
    name = models.CharField(_("Bed"), max_length=60)
    is_accessible = models.BooleanField(_("Accessible by wheelchair"), default=False)
    is_family = models.BooleanField(_("In a family room"), default=False)
    is_cot = models.BooleanField(_("Cot for a small child"), default=False)
    is_active = models.BooleanField(_("In use"), default=True)
    created_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "facility": FieldClass.TECHNICAL,
        "room": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "is_accessible": FieldClass.ORGANISATIONAL,
        "is_family": FieldClass.ORGANISATIONAL,
        "is_cot": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["room__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="bed_once_in_a_facility")
        ]

    def __str__(self) -> str:
        return self.name


class BedClosure(CityModel):
    """The bed is out of service from one night to another, both included; without a last one until
    somebody puts it back.
    """

    bed = models.ForeignKey(Bed, models.CASCADE, related_name="closures")
    first_on = models.DateField(_("First night"))
    last_on = models.DateField(_("Last night"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=200)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "bed": FieldClass.TECHNICAL,
        "first_on": FieldClass.ORGANISATIONAL,
        "last_on": FieldClass.ORGANISATIONAL,
        "reason": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="bed_closure_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="bed_closure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
