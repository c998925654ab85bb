"""After how many minutes who is told that somebody has not come back."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

LIMITS = (MinValueValidator(1), MaxValueValidator(120))


class VisitSettings(CityModel):
    """The one row with them, all in minutes.

    ``grace`` after the planned begin somebody must have checked in. ``remind`` before the planned
    end they are gently reminded. When either moment has passed the workers themselves are told at
    once; ``second`` minutes later who is on duty, and ``third`` minutes after that moment the
    supervisors.
    """

    only = models.BooleanField(default=True, db_default=True, unique=True, editable=False)
    grace = models.PositiveSmallIntegerField(default=15, db_default=15, validators=LIMITS)
    remind = models.PositiveSmallIntegerField(default=5, db_default=5, validators=LIMITS)
    second = models.PositiveSmallIntegerField(default=10, db_default=10, validators=LIMITS)
    third = models.PositiveSmallIntegerField(default=20, db_default=20, validators=LIMITS)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "grace": FieldClass.ORGANISATIONAL,
        "remind": FieldClass.ORGANISATIONAL,
        "second": FieldClass.ORGANISATIONAL,
        "third": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(only=True), name="visit_settings_only"),
            models.CheckConstraint(
                condition=Q(
                    grace__range=(1, 120),
                    remind__range=(1, 120),
                    second__range=(1, 120),
                    third__range=(1, 120),
                ),
                name="visit_minutes_within_two_hours",
            ),
            models.CheckConstraint(
                condition=Q(third__gt=F("second")), name="visit_supervisors_after_who_is_on_duty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grace}/{self.remind}/{self.second}/{self.third}"
