"""Links by which a body without accounts reads and answers a referral (decision 0067)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from casework.referrals.choices import State
from casework.referrals.models.referral import Referral
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class AnswerLink(CityModel):
    """One link: it shows the referral while it is valid, and takes one answer.

    The token itself is only in the e-mail. ``event`` is what the link was sent for (a step, or
    the end of a clock): for each there is one link at most. ``answered_with`` is the state that
    its answer led to.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answer_links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    event = models.UUIDField(unique=True)
    sent_to = models.EmailField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_with = models.CharField(max_length=15, choices=State, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "referral": FieldClass.TECHNICAL,
        "token_hash": FieldClass.SECRET,
        "event": FieldClass.TECHNICAL,
        "sent_to": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "expires_at": FieldClass.TECHNICAL,
        "answered_at": FieldClass.TECHNICAL,
        "answered_with": FieldClass.TECHNICAL,
        "withdrawn_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]
        indexes = [models.Index(fields=["referral", "-created_at"], name="link_by_referral")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_with="")
                | models.Q(answered_at__isnull=False) & ~models.Q(answered_with=""),
                name="link_answered_with_a_state",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="link_expires_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
