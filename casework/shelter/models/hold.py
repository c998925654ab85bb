"""A bed that is kept free for a case while a referral of it is open."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.referrals.models import Referral
from casework.shelter.choices import HoldEnd
from casework.shelter.models.facility import Facility
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Hold(CityModel):
    """Beds from ``first_on`` to the morning of ``until_on``; it ends with its referral."""

    submission = models.UUIDField(unique=True)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="holds")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="holds")
    people = models.PositiveSmallIntegerField(_("How many people"), default=1)
    first_on = models.DateField(_("First night"))
    until_on = models.DateField(_("Held until the morning of"))
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=14, choices=HoldEnd, blank=True)
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "referral": FieldClass.TECHNICAL,
        "facility": FieldClass.CLIENT_DATA,
        "people": FieldClass.CLIENT_DATA,
        "first_on": FieldClass.CLIENT_DATA,
        "until_on": FieldClass.CLIENT_DATA,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "end": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("first_on")), name="hold_for_a_night"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="")
                | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="hold_ended_says_why",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(ended_at__isnull=True),
                name="hold_one_open_for_a_referral",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility}, {self.first_on:%d.%m.%Y}"
