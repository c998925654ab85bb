"""Who of the consultants is on a break, who waits beyond the promise, and who is the same."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.desk.choices import Overdue
from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Pause(CityModel):
    """Somebody is on a break; the row goes when they come back."""

    person = models.OneToOneField(User, models.CASCADE, related_name="pause")
    since = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "since": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.person)


class Escalation(CityModel):
    """That people were told, once for each step of a wait."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="escalations")
    waiting_since = models.DateTimeField()
    step = models.PositiveSmallIntegerField(choices=Overdue)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "waiting_since": FieldClass.TECHNICAL,
        "step": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "waiting_since", "step"], name="escalated_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


class SamePerson(CityModel):
    """Two conversations of one person, who gave the other's code; nothing else proves it."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="linked")
    other = models.ForeignKey(Conversation, models.CASCADE, related_name="linked_from")
    linked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "other": FieldClass.TECHNICAL,
        "linked_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["conversation", "other"], name="same_person_once"),
            models.CheckConstraint(
                # The smaller key first, so that a pair is one row whoever began.
                condition=models.Q(conversation__lt=models.F("other")),
                name="same_person_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.other_id}"
