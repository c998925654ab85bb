"""A conversation that a consultant passed on to a colleague, or back to the queue."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class PassingOn(CityModel):
    """Who passed it on to whom (nobody: back to the queue), with a note that staff alone read.

    ``after_number`` is the last message before it: what is written later comes from new hands.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="passings")
    giver = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    receiver = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    to_queue = models.BooleanField(default=False, db_default=False)
    note = EncryptedTextField()
    after_number = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "giver": FieldClass.STAFF,
        "receiver": FieldClass.STAFF,
        "to_queue": FieldClass.TECHNICAL,
        "note": FieldClass.CLIENT_NARRATIVE,
        "after_number": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
