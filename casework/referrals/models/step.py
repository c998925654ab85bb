"""What a referral has come to."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.referrals.choices import State
from casework.referrals.models.referral import Referral
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Step(CityModel):
    """One state that a referral has reached: when, and by whom (nobody: by the clock).

    ``answered_by`` is the name that somebody without an account typed, who came by a link.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=15, choices=State)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_by = models.CharField(max_length=150, blank=True, default="", db_default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "referral": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "answered_by": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        indexes = [models.Index(fields=["referral", "at"], name="step_by_referral")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.state}"
