"""What is kept of domains beside their rows: given up ones, and the certificates that were seen."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import FencedModel

WAITING = timedelta(days=365)
"""Posters and bookmarks still lead to the old domain: nobody else's city may stand there."""


class RetiredDomain(FencedModel):
    """By slug and not by key, so that a city that is restored may have its own domain back."""

    domain = models.CharField(max_length=253, unique=True)
    city_slug = models.CharField(max_length=30)
    removed_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "domain": FieldClass.ORGANISATIONAL,
        "city_slug": FieldClass.ORGANISATIONAL,
        "removed_at": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.domain

    @property
    def free_at(self) -> datetime:
        """From when on any city may have it."""
        return self.removed_at + WAITING


class Problem(models.TextChoices):
    """Why no certificate was seen, or one that is no good."""

    SILENT = "silent", _("the proxy did not answer")
    REFUSED = "refused", _("the proxy has no certificate for it")
    FOREIGN = "foreign", _("the certificate is for another name")


class SeenCertificate(FencedModel):
    """What the proxy showed when somebody last looked, as a visitor's browser would (UTC).

    By host and not by key: code of the release before removes domains and does not know of it.
    """

    host = models.CharField(max_length=253, unique=True)
    looked_at = models.DateTimeField()
    issuer = models.CharField(max_length=200, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=10, choices=Problem, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "host": FieldClass.ORGANISATIONAL,
        "looked_at": FieldClass.TECHNICAL,
        "issuer": FieldClass.TECHNICAL,
        "valid_from": FieldClass.TECHNICAL,
        "valid_until": FieldClass.TECHNICAL,
        "problem": FieldClass.TECHNICAL,
    }

    class Meta(FencedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.problem or self.issuer
