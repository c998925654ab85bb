"""Who has which bed on which night: the one place where it is known, and PostgreSQL keeps it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.shelter.models.bed import Bed
from casework.shelter.models.hold import Hold
from casework.shelter.models.stay import Stay
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class BedNight(CityModel):
    """One bed on the night that begins on a day, by a stay or by a hold (decision 0064).

    ``person`` counts those of the household from 1.
    """

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="nights")
    night = models.DateField()
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    stay = models.ForeignKey(Stay, models.CASCADE, null=True, blank=True, related_name="nights")
    hold = models.ForeignKey(Hold, models.CASCADE, null=True, blank=True, related_name="nights")
    person = models.PositiveSmallIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "bed": FieldClass.CLIENT_DATA,
        "night": FieldClass.CLIENT_DATA,
        "case": FieldClass.TECHNICAL,
        "stay": FieldClass.TECHNICAL,
        "hold": FieldClass.TECHNICAL,
        "person": FieldClass.CLIENT_DATA,
    }

    class Meta(CityModel.Meta):
        ordering = ["night", "person"]
        indexes = [models.Index(fields=["night"], name="bed_night_by_night")]
        constraints = [
            models.UniqueConstraint(fields=["bed", "night"], name="bed_night_nobody_twice"),
            models.CheckConstraint(
                condition=Q(stay__isnull=False, hold__isnull=True)
                | Q(stay__isnull=True, hold__isnull=False),
                name="bed_night_of_a_stay_or_a_hold",
            ),
            models.UniqueConstraint(
                fields=["case", "night", "person"],
                condition=Q(stay__isnull=False),
                name="bed_night_nobody_in_two_beds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bed_id} {self.night:%Y-%m-%d}"
