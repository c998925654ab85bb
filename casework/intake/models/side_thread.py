"""What staff say to each other about a conversation; the resident never reads it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class SideMessage(CityModel):
    """One message of a consultant or supervisor; numbered apart from the conversation's own.

    It is an internal consultation: a copy of somebody's data for them leaves it out, unless the
    data protection officer finds that the law asks for it.
    """

    submission = models.UUIDField(unique=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="side_messages")
    number = models.PositiveIntegerField()
    staff = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = EncryptedTextField()
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "staff": FieldClass.STAFF,
        "text": FieldClass.CLIENT_NARRATIVE,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="side_message_number_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class HelpCall(CityModel):
    """A consultant called the supervisors: help me now. ``coming`` is who said "I am coming"; a
    call that is over without anybody (the conversation was closed) has the time alone.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="help_calls")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    coming = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    coming_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "asked_by": FieldClass.STAFF,
        "asked_at": FieldClass.TECHNICAL,
        "coming": FieldClass.STAFF,
        "coming_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(coming_at__isnull=True),
                name="help_call_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
