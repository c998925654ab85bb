"""What the console keeps: the drafts of new cities. It lives in the platform's schema."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

KEPT = timedelta(days=30)


class Draft(CityModel):
    """A city that somebody is about to make: what was answered so far, by the name of the field.

    Its id is what makes the city once, however often the last page is sent. ``made`` is the slug
    of the city that came of it. Times are UTC.
    """

    answers = models.JSONField(default=dict)
    made = models.CharField(max_length=30, blank=True)
    begun_by_name = models.CharField(max_length=150, blank=True)
    begun_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "answers": FieldClass.STAFF,
        "made": FieldClass.ORGANISATIONAL,
        "begun_by_name": FieldClass.STAFF,
        "begun_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-begun_at", "-id"]

    def __str__(self) -> str:
        return str(self.answers.get("name") or self.pk)
