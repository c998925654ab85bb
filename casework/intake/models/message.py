"""What was said, each message once and in its order."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.choices import Author
from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Message(CityModel):
    """One message; its number is given under the conversation's row lock, without gaps."""

    submission = models.UUIDField(unique=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=10, choices=Author)
    staff = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = EncryptedTextField()
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "author": FieldClass.TECHNICAL,
        "staff": FieldClass.STAFF,
        "text": FieldClass.CLIENT_NARRATIVE,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once")
        ]

    def __str__(self) -> str:
        return str(self.number)
