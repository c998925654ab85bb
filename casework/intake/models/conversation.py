"""One report and everything said after it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.cases.models import Case
from casework.intake.answers import About, NotSaid
from casework.intake.choices import Channel, ConversationState, Doubt
from casework.intake.models.entry_point import EntryPoint
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Conversation(CityModel):
    """One report and everything said after it. The person may stay nameless for ever.

    ``submission`` was made before the form was sent, so sending twice makes one report.
    The receipt code itself is not kept, only its keyed hash. ``waiting_since`` is when the
    person began to wait for a word from us, whether or not somebody works on it already.
    ``display`` is how the person wants pages to look: leaving leaves nothing in the browser, so
    it waits here for the code.
    ``is_doubtful`` marks what a machine may have sent: it waits behind the others, never less,
    until somebody has read it and answered; ``doubt`` says why. ``is_minor`` is what the person
    said of their age; None where they did not. ``about`` is whom it is about, ``no_needs`` why
    no need was named; both are empty where nothing was said. ``chat_since`` is when they came to
    talk live, ``chat_until`` until when they count as there, and ``chat_ended_at`` when one side
    ended that talk.
    """

    submission = models.UUIDField(unique=True)
    receipt_hash = models.BinaryField(max_length=32, unique=True)
    entry_point = models.ForeignKey(
        EntryPoint, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    channel = models.CharField(
        max_length=10, choices=Channel, default=Channel.FORM, db_default=Channel.FORM
    )
    language = models.CharField(max_length=2, default="pl")
    display = models.CharField(max_length=60, blank=True, default="", db_default="")
    is_minor = models.BooleanField(null=True)
    about = models.CharField(max_length=10, choices=About, blank=True, default="", db_default="")
    no_needs = models.CharField(
        max_length=10, choices=NotSaid, blank=True, default="", db_default=""
    )
    state = models.CharField(
        max_length=10, choices=ConversationState, default=ConversationState.WAITING
    )
    claimed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    last_number = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True, db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    is_doubtful = models.BooleanField(default=False)
    doubt = models.CharField(max_length=10, choices=Doubt, blank=True, default="", db_default="")
    chat_since = models.DateTimeField(null=True, blank=True)
    chat_until = models.DateTimeField(null=True, blank=True)
    chat_ended_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "receipt_hash": FieldClass.SECRET,
        "entry_point": FieldClass.TECHNICAL,
        "channel": FieldClass.TECHNICAL,
        "language": FieldClass.CLIENT_DATA,
        "display": FieldClass.CLIENT_DATA,
        "is_minor": FieldClass.CLIENT_DATA,
        "about": FieldClass.CLIENT_DATA,
        "no_needs": FieldClass.CLIENT_DATA,
        "state": FieldClass.TECHNICAL,
        "claimed_by": FieldClass.STAFF,
        "case": FieldClass.TECHNICAL,
        "last_number": FieldClass.TECHNICAL,
        "waiting_since": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "is_doubtful": FieldClass.TECHNICAL,
        "doubt": FieldClass.TECHNICAL,
        "chat_since": FieldClass.TECHNICAL,
        "chat_until": FieldClass.TECHNICAL,
        "chat_ended_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="conversation_by_creation"),
            models.Index(
                fields=["is_doubtful", "waiting_since"],
                condition=models.Q(waiting_since__isnull=False),
                name="conversation_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="claimed") | models.Q(claimed_by__isnull=False),
                name="conversation_claimed_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "claimed"], waiting_since__isnull=False)
                | models.Q(state__in=["answered", "closed"], waiting_since__isnull=True),
                name="conversation_waits_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    def is_held_by_somebody_else(self, user: User) -> bool:
        """Whether a colleague of this person answers it now."""
        return self.state == ConversationState.CLAIMED and self.claimed_by_id != user.pk
