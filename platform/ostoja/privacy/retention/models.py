"""A city's periods, what must be kept longer, and the log of what was deleted."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

LONGEST = 365 * 50


class RetentionPeriod(CityModel):
    """What a city set for one class; without a row the class's own period holds."""

    key = models.SlugField(max_length=40, unique=True)
    days = models.PositiveIntegerField(_("Days"))
    is_on = models.BooleanField(_("Delete when the period has passed"), default=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "days": FieldClass.ORGANISATIONAL,
        "is_on": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=LONGEST), name="retention_days_in_bounds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.days}"


class Hold(CityModel):
    """One record that must not be deleted although its period has passed (a court case, say)."""

    submission = models.UUIDField(unique=True)
    key = models.SlugField(max_length=40)
    object_id = models.UUIDField()
    reason = EncryptedTextField(_("Why it must be kept"))
    placed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    placed_at = models.DateTimeField(db_default=Now())
    lifted_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "object_id": FieldClass.TECHNICAL,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "placed_by": FieldClass.STAFF,
        "placed_at": FieldClass.TECHNICAL,
        "lifted_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_id"],
                condition=models.Q(lifted_at__isnull=True),
                name="hold_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.object_id}"


class RetentionRun(CityModel):
    """One round of deletion: by the clock at night, or asked for by somebody."""

    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    failed = models.JSONField(default=list)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "asked_by": FieldClass.STAFF,
        "asked_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "failed": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


class Disposal(CityModel):
    """One deleted record: its kind, its identifier and the day, and nothing of what it said."""

    append_only = True

    run = models.UUIDField()
    key = models.SlugField(max_length=40)
    object_id = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "run": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "object_id": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        indexes = [
            models.Index(fields=["run", "key"], name="disposal_by_run"),
            models.Index(fields=["-at", "-id"], name="disposal_by_time"),
            models.Index(fields=["object_id"], name="disposal_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.key} {self.object_id}"
