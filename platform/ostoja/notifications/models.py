"""The outbox: messages that wait until a mail server has taken them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class OutboxMessage(CityModel):
    """One e-mail to one person. It never holds anything about a case.

    It waits until it was sent or given up, and never is both.
    """

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = EncryptedTextField()
    created_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "to": FieldClass.STAFF,
        "subject": FieldClass.TECHNICAL,
        "body": FieldClass.SECRET,
        "created_at": FieldClass.TECHNICAL,
        "attempts": FieldClass.TECHNICAL,
        "next_attempt_at": FieldClass.TECHNICAL,
        "sent_at": FieldClass.TECHNICAL,
        "given_up_at": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="outbox_sent_or_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(sent_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject
