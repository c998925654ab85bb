"""A place where somebody must be on duty, the hours of it, and how its shifts repeat."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.roster.choices import DutyRole
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.profile.models import PhoneNumber
from tenants.translated import TranslatedTextField


class DutyPlace(CityModel):
    """Somewhere people must be on duty in one role: the centre's telephone and chat, the hostel.

    ``always`` says round the clock; else ``hours`` are the stated ones, which on public holidays
    hold only ``on_holidays``. Where ``answers_chat``, the chat is open while somebody is on duty.
    """

    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField()
    role = models.CharField(_("On duty as"), max_length=12, choices=DutyRole)
    people = models.PositiveSmallIntegerField(_("How many people at least"), default=1)
    always = models.BooleanField(_("Round the clock"), default=False)
    on_holidays = models.BooleanField(_("Also on public holidays"), default=False)
    answers_chat = models.BooleanField(_("Answers the chat"), default=False)
    approves_swaps = models.BooleanField(_("Swaps need approval"), default=False)
    phones = models.ManyToManyField(PhoneNumber, related_name="+", blank=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "role": FieldClass.ORGANISATIONAL,
        "people": FieldClass.ORGANISATIONAL,
        "always": FieldClass.ORGANISATIONAL,
        "on_holidays": FieldClass.ORGANISATIONAL,
        "answers_chat": FieldClass.ORGANISATIONAL,
        "approves_swaps": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="duty_place_needs_somebody")
        ]

    def __str__(self) -> str:
        return str(self.name)


class CoverHours(CityModel):
    """On these days of the week somebody must be there, Warsaw time.

    An end that is not after the start is on the next day, so 0:00 is midnight.
    """

    place = models.ForeignKey(DutyPlace, models.CASCADE, related_name="hours")
    by_day = models.JSONField(default=list)
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("To"))

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "place": FieldClass.TECHNICAL,
        "by_day": FieldClass.ORGANISATIONAL,
        "starts": FieldClass.ORGANISATIONAL,
        "ends": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by_day=[]), name="cover_hours_on_some_day")
        ]

    def __str__(self) -> str:
        return f"{' '.join(self.by_day)} {self.starts:%H:%M}-{self.ends:%H:%M}"


class ShiftPattern(CityModel):
    """A shift that repeats on days of the week, such as every night from 19:00 to 7:00."""

    place = models.ForeignKey(DutyPlace, models.CASCADE, related_name="patterns")
    by_day = models.JSONField(default=list)
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("To"))

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "place": FieldClass.TECHNICAL,
        "by_day": FieldClass.ORGANISATIONAL,
        "starts": FieldClass.ORGANISATIONAL,
        "ends": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by_day=[]), name="shift_pattern_on_some_day")
        ]

    def __str__(self) -> str:
        return f"{' '.join(self.by_day)} {self.starts:%H:%M}-{self.ends:%H:%M}"
