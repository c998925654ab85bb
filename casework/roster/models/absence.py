"""Days on which a person cannot be on duty."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.moments import WARSAW
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Absence(CityModel):
    """From the first day to the last, both included. Why is nobody's business here: no reason
    is kept, since an illness is one.
    """

    submission = models.UUIDField(unique=True)
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Who"))
    first_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "first_on": FieldClass.STAFF,
        "last_on": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["first_on", "id"]
        indexes = [models.Index(fields=["person", "last_on"], name="absence_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")), name="absence_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"

    @property
    def starts_at(self) -> datetime.datetime:
        """The midnight with which it begins."""
        return datetime.datetime.combine(self.first_on, datetime.time(), WARSAW)

    @property
    def ends_at(self) -> datetime.datetime:
        """The midnight with which it is over."""
        after = self.last_on + datetime.timedelta(days=1)
        return datetime.datetime.combine(after, datetime.time(), WARSAW)
