"""Who waits for a bed, since when, and what bed it must be."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Urgency
from casework.cases.models import Case
from casework.shelter.choices import WaitingEnd
from casework.shelter.models.facility import Facility
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Waiting(CityModel):
    """A case waits for beds of one house, or of any. A person gives the bed, never the list."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="waiting_for_beds")
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="waiting"
    )
    urgency = models.CharField(_("Urgency"), max_length=10, choices=Urgency)
    people = models.PositiveSmallIntegerField(_("How many people"), default=1)
    is_accessible = models.BooleanField(_("Accessible by wheelchair"), default=False)
    is_family = models.BooleanField(_("In a family room"), default=False)
    is_cot = models.BooleanField(_("Cot for a small child"), default=False)
    since = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=WaitingEnd, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "facility": FieldClass.CLIENT_DATA,
        "urgency": FieldClass.CLIENT_DATA,
        "people": FieldClass.CLIENT_DATA,
        "is_accessible": FieldClass.CLIENT_DATA,
        "is_family": FieldClass.CLIENT_DATA,
        "is_cot": FieldClass.CLIENT_DATA,
        "since": FieldClass.CLIENT_DATA,
        "created_by": FieldClass.STAFF,
        "ended_at": FieldClass.TECHNICAL,
        "end": FieldClass.CLIENT_DATA,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at__isnull=True),
                name="waiting_once_for_a_case",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="")
                | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="waiting_ended_says_why",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="waiting_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} {self.urgency}"
