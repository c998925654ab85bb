"""Domains that cities gave up, and that no other city may have for a while."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

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
