"""Drafts of cities: what operators said so far, page by page."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

KEPT = timedelta(days=30)
"""A draft names the administrator of a city that never came."""


class Draft(CityModel):
    """``facts`` as ``NewCity.as_draft`` gives them; lists of people are never in them."""

    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by_id = models.UUIDField(null=True)  # a key would follow people in cities too
    changed_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "facts": FieldClass.STAFF,
        "version": FieldClass.TECHNICAL,
        "by_id": FieldClass.STAFF,
        "changed_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.facts.get("slug") or self.pk)
