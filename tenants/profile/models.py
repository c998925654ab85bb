"""A city's own words about itself, in its own schema."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from ostoja.ui.colours import PATTERN
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField

CONFIRMATION_LASTS = timedelta(days=365)


class CityProfile(CityModel):
    """The one row that describes the city."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=100)
    name_locative = models.CharField(max_length=100, blank=True)
    system_name = TranslatedTextField()
    system_short_name = models.CharField(max_length=20, blank=True)
    introduction = TranslatedTextField(blank=True)
    brand_colour = models.CharField(
        _("City's colour"), max_length=7, blank=True, default="", db_default=""
    )
    accent_colour = models.CharField(
        _("Second colour"), max_length=7, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField(default=1, db_default=1)
    languages = models.JSONField(default=list)
    modules = models.JSONField(default=list)
    legal_act = models.JSONField(default=dict, blank=True)
    controller = models.JSONField(default=dict, blank=True)
    # Where the quick exit leads; empty for the installation's own.
    exit_site = models.CharField(
        _("Site that opens on leaving"), max_length=200, blank=True, default="", db_default=""
    )
    # None while nobody has said whether a grant asks for a notice on the pages.
    grants_need_notice = models.BooleanField(null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "name_locative": FieldClass.ORGANISATIONAL,
        "system_name": FieldClass.ORGANISATIONAL,
        "system_short_name": FieldClass.ORGANISATIONAL,
        "introduction": FieldClass.ORGANISATIONAL,
        "brand_colour": FieldClass.ORGANISATIONAL,
        "accent_colour": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
        "languages": FieldClass.ORGANISATIONAL,
        "modules": FieldClass.ORGANISATIONAL,
        "legal_act": FieldClass.ORGANISATIONAL,
        "controller": FieldClass.ORGANISATIONAL,
        "exit_site": FieldClass.ORGANISATIONAL,
        "grants_need_notice": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="profile_only"),
            models.CheckConstraint(
                condition=models.Q(brand_colour="", accent_colour="")
                | models.Q(brand_colour__regex=f"^{PATTERN}$", accent_colour__regex=f"^{PATTERN}$"),
                name="profile_has_both_colours_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PhoneNumber(CityModel):
    """A number that may save somebody, with its hours and purpose.

    ``checked_on`` is the day on which it was compared with its source, ``confirmed_on`` that on
    which the city's own administrator said that it is right; each change takes that back, and
    after a year somebody must look again.
    """

    number = models.CharField(max_length=20)
    display = models.CharField(max_length=30)
    label = TranslatedTextField()
    purpose = TranslatedTextField()
    hours = TranslatedTextField()
    audience = models.CharField(max_length=30, default="everyone")
    urgent = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "number": FieldClass.ORGANISATIONAL,
        "display": FieldClass.ORGANISATIONAL,
        "label": FieldClass.ORGANISATIONAL,
        "purpose": FieldClass.ORGANISATIONAL,
        "hours": FieldClass.ORGANISATIONAL,
        "audience": FieldClass.ORGANISATIONAL,
        "urgent": FieldClass.ORGANISATIONAL,
        "position": FieldClass.TECHNICAL,
        "source": FieldClass.ORGANISATIONAL,
        "checked_on": FieldClass.ORGANISATIONAL,
        "confirmed_on": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-urgent", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["number"], name="phone_number_once")]

    def __str__(self) -> str:
        return self.display

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody of the city said so within the last year."""
        day = self.confirmed_on
        return day is not None and day >= timezone.localdate() - CONFIRMATION_LASTS


class PublicText(CityModel):
    """A text that residents read, by its key, in the city's languages."""

    key = models.CharField(max_length=50, unique=True)
    text = TranslatedTextField()
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "text": FieldClass.ORGANISATIONAL,
        "confirmed_on": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return self.key


class GrantNotice(CityModel):
    """What a funder wants to be read at the foot of the public pages."""

    funder = models.CharField(max_length=200)
    text = TranslatedTextField()
    version = models.PositiveIntegerField(default=1, db_default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "funder": FieldClass.ORGANISATIONAL,
        "text": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["funder", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(funder=""), name="grant_notice_has_funder")
        ]

    def __str__(self) -> str:
        return self.funder
