"""A QR code or link by which people reach the city."""

from typing import ClassVar

from django.db import models

from casework.intake.choices import CODE_LENGTH, CODE_LETTERS, Audience
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField


class EntryPoint(CityModel):
    """A QR code or link somewhere in the city; it counts reports, never people."""

    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=6, unique=True)
    name = TranslatedTextField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.EVERYONE)
    default_language = models.CharField(max_length=2, default="pl")
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
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
