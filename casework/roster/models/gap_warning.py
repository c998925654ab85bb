"""That people were warned of a time when nobody will be on duty."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.roster.models.duty_place import DutyPlace
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class GapWarning(CityModel):
    """A gap of which planners were told once. It goes when the gap is filled or over."""

    place = models.ForeignKey(DutyPlace, models.CASCADE, related_name="gap_warnings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "place": FieldClass.TECHNICAL,
        "starts_at": FieldClass.ORGANISATIONAL,
        "ends_at": FieldClass.ORGANISATIONAL,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gap_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["place", "starts_at"], name="gap_warned_of_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_at:%Y-%m-%d %H:%M}"
