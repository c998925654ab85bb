"""What a person said they need."""

from typing import ClassVar

from django.db import models

from casework.intake.models.conversation import Conversation
from casework.partners.models import Need
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class NeedTold(CityModel):
    """One need that the person of a conversation named; staff judge it anew in a case."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "need": FieldClass.CLIENT_DATA,
    }

    class Meta(CityModel.Meta):
        ordering = ["need__position", "need__key"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "need"], name="need_told_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
