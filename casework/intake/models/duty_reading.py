"""Who has read what the law asks for where a child is concerned."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class DutyReading(CityModel):
    """A member of staff confirmed, in this conversation of a minor, that they read the duties."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="duty_readings")
    reader = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    read_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "reader": FieldClass.STAFF,
        "read_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["read_at"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "reader"], name="duty_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d %H:%M}"
