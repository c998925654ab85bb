"""One duty: where, from when to when, and who has it."""

import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.roster.models.duty_place import DutyPlace
from casework.roster.models.persons_time import PersonsTime
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

LONGEST = datetime.timedelta(hours=25)
"""A whole day, also the one on which the clock goes back."""


class Shift(CityModel):
    """A duty from one moment to another; without a person it waits for somebody to take it.

    ``version`` is also what calendars read as SEQUENCE.
    """

    submission = models.UUIDField(unique=True)
    place = models.ForeignKey(
        DutyPlace, models.PROTECT, related_name="shifts", verbose_name=_("Place of duty")
    )
    person = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Who")
    )
    starts_at = models.DateTimeField(_("Start"))
    ends_at = models.DateTimeField(_("End"))
    is_sample = models.BooleanField(default=False)
    changed_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "place": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "starts_at": FieldClass.STAFF,
        "ends_at": FieldClass.STAFF,
        "is_sample": FieldClass.TECHNICAL,
        "changed_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["starts_at", "ends_at", "id"]
        indexes = [
            models.Index(fields=["ends_at", "starts_at"], name="shift_by_time"),
            models.Index(fields=["person", "ends_at"], name="shift_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="shift_no_longer_than_a_day",
            ),
            ExclusionConstraint(
                name="shift_nobody_twice_at_once",
                expressions=[(PersonsTime("person", "starts_at", "ends_at"), "&&")],
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {timezone.localtime(self.starts_at):%d.%m.%Y %H:%M}"

    @property
    def length(self) -> datetime.timedelta:
        """How long it really lasts, also on the nights when clocks change."""
        return self.ends_at.astimezone(datetime.UTC) - self.starts_at.astimezone(datetime.UTC)

    @property
    def day(self) -> datetime.date:
        """The day on which it begins, on Poland's calendar."""
        return timezone.localdate(self.starts_at)
