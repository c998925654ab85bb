"""What a city promises to those who write, and how its consultants work."""

from datetime import time
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField

A_DAY = 24 * 60
LIMITS = (MinValueValidator(1), MaxValueValidator(A_DAY))


class DeskSettings(CityModel):
    """The one row with them.

    ``by_day`` and ``by_night`` are minutes in which somebody has an answer; the day lasts from
    ``day_begins`` to ``day_ends`` on Poland's clock. ``most_at_once`` is how many conversations
    one person answers. ``procedure`` is what to do when a life is in danger: each line that begins
    with a hyphen is a step that somebody ticks.
    """

    only = models.BooleanField(default=True, db_default=True, unique=True, editable=False)
    by_day = models.PositiveSmallIntegerField(default=30, db_default=30, validators=LIMITS)
    by_night = models.PositiveSmallIntegerField(default=120, db_default=120, validators=LIMITS)
    day_begins = models.TimeField(default=time(8), db_default=time(8))
    day_ends = models.TimeField(default=time(20), db_default=time(20))
    most_at_once = models.PositiveSmallIntegerField(default=5, db_default=5)
    procedure = TranslatedTextField(blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "by_day": FieldClass.ORGANISATIONAL,
        "by_night": FieldClass.ORGANISATIONAL,
        "day_begins": FieldClass.ORGANISATIONAL,
        "day_ends": FieldClass.ORGANISATIONAL,
        "most_at_once": FieldClass.ORGANISATIONAL,
        "procedure": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="desk_settings_only"),
            models.CheckConstraint(
                condition=models.Q(by_day__range=(1, A_DAY), by_night__range=(1, A_DAY)),
                name="desk_promises_within_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(day_begins__lt=models.F("day_ends")),
                name="desk_day_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(most_at_once__gte=1), name="desk_somebody_answers_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_day}/{self.by_night}"
