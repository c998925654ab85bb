"""Tokens that let programs act for a person, and what was sent with them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Token(CityModel):
    """Lets a program act for one person, within ``scopes``, until it expires or is revoked.

    The token itself is shown once. Kept are a hash under the city's own key, so that a copied
    row opens nothing elsewhere, and ``prefix``, which tells its owner which one it is.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(pgettext_lazy("of an access token", "Name"), max_length=100)
    prefix = models.CharField(max_length=8)
    token_hash = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.STAFF,
        "name": FieldClass.STAFF,
        "prefix": FieldClass.TECHNICAL,
        "token_hash": FieldClass.SECRET,
        "scopes": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "expires_at": FieldClass.TECHNICAL,
        "revoked_at": FieldClass.TECHNICAL,
        "last_used_on": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="token_expires_after_it_was_made",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class Sending(CityModel):
    """A POST that was carried out, with its answer: the same key gives that answer again.

    The row is written in the transaction of the change itself, so there is never one without
    the other. ``fingerprint`` is a keyed hash of method, address and body.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(null=True)
    answer = EncryptedTextField()
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.STAFF,
        "key": FieldClass.TECHNICAL,
        "fingerprint": FieldClass.SECRET,
        "status": FieldClass.TECHNICAL,
        "location": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "answer": FieldClass.CLIENT_NARRATIVE,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        indexes = [models.Index(fields=["created_at"], name="sending_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="sending_key_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.status}"
