"""An alarm about a visit, from the moment it is raised until somebody says what was done."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.visits.choices import AlarmReason
from casework.visits.models.visit import Visit
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Alarm(CityModel):
    """``called`` are the people who were told, and who see the visit while the alarm is open, also
    where another body makes it; ``untold`` are those of them to whom the news could not be
    written, which the clock tries again. ``widened_at`` is when the supervisors were called, too.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="alarms")
    reason = models.CharField(max_length=12, choices=AlarmReason)
    raised_at = models.DateTimeField(db_default=Now())
    raised_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    called = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)
    untold = ArrayField(models.UUIDField(), default=list, db_default=[], blank=True, editable=False)
    widened_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    done = EncryptedTextField(_("What was done"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "visit": FieldClass.TECHNICAL,
        "reason": FieldClass.CLIENT_DATA,
        "raised_at": FieldClass.TECHNICAL,
        "raised_by": FieldClass.STAFF,
        "called": FieldClass.STAFF,
        "untold": FieldClass.STAFF,
        "widened_at": FieldClass.TECHNICAL,
        "taken_by": FieldClass.STAFF,
        "taken_at": FieldClass.TECHNICAL,
        "closed_by": FieldClass.STAFF,
        "closed_at": FieldClass.TECHNICAL,
        "done": FieldClass.CLIENT_NARRATIVE,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(closed_at__isnull=True), name="alarm_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(taken_at__isnull=False, closed_at__gte=F("taken_at")),
                name="alarm_taken_before_it_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.raised_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what was done."""
        return self.closed_at is None
