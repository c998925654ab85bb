"""A QR code or link by which people reach the city."""

from typing import ClassVar

from django.db import models

from casework.intake.choices import CODE_LENGTH, CODE_LETTERS, SHORT_ADDRESS, Audience
from casework.partners.models import Service
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField


class EntryPoint(CityModel):
    """A QR code or link somewhere in the city; it counts reports, never people.

    It is in use between two days, both included, on days of the week (as in RFC 5545, BYDAY; none
    means all) and between two times of Poland's clock, past midnight where it closes earlier than
    it opens; ``more_hours`` are further such windows (see ``windows``). Outside of them nobody is
    sent away: its page says the hours, and where to write.
    """

    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=6, unique=True)
    name = TranslatedTextField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.EVERYONE)
    default_language = models.CharField(max_length=2, default="pl")
    service = models.ForeignKey(
        Service, models.SET_NULL, null=True, blank=True, related_name="entry_points"
    )
    short_address = models.CharField(max_length=40, unique=True, null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    by_day = models.JSONField(null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    more_hours = models.JSONField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "code": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "place": FieldClass.ORGANISATIONAL,
        "audience": FieldClass.ORGANISATIONAL,
        "default_language": FieldClass.ORGANISATIONAL,
        "service": FieldClass.TECHNICAL,
        "short_address": FieldClass.ORGANISATIONAL,
        "first_day": FieldClass.ORGANISATIONAL,
        "last_day": FieldClass.ORGANISATIONAL,
        "by_day": FieldClass.ORGANISATIONAL,
        "opens_at": FieldClass.ORGANISATIONAL,
        "closes_at": FieldClass.ORGANISATIONAL,
        "more_hours": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=f"^[{CODE_LETTERS}]{{{CODE_LENGTH}}}$"),
                name="entry_point_code_is_well_formed",
            ),
            models.CheckConstraint(
                condition=models.Q(short_address__isnull=True)
                | models.Q(short_address__regex=f"^{SHORT_ADDRESS}$"),
                name="entry_point_address_in_words",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(first_day__lte=models.F("last_day")),
                name="entry_point_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True, closes_at__isnull=True)
                | (
                    models.Q(opens_at__isnull=False, closes_at__isnull=False)
                    & ~models.Q(opens_at=models.F("closes_at"))
                ),
                name="entry_point_opens_and_closes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
