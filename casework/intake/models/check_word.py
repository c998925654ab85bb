"""That somebody asked for the check word, and whether it was right."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class CheckWordAsked(CityModel):
    """One answer to it, as a member of staff judged it; the word itself is not kept again."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="check_words")
    was_right = models.BooleanField()
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "was_right": FieldClass.CLIENT_DATA,
        "asked_by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
