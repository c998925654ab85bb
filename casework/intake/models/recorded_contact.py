"""What staff wrote down of a telephone call or a visit, besides the words."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.cases.choices import Urgency
from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class RecordedContact(CityModel):
    """Who wrote it down and when; when it was is ``conversation.created_at``."""

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, related_name="recorded_contact"
    )
    name = EncryptedTextField(blank=True, default="")
    urgency = models.CharField(max_length=20, choices=Urgency, blank=True, default="")
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "name": FieldClass.CLIENT_IDENTIFYING,
        "urgency": FieldClass.CLIENT_DATA,
        "recorded_by": FieldClass.STAFF,
        "recorded_at": FieldClass.TECHNICAL,
    }

    def __str__(self) -> str:
        return str(self.pk)
