"""A job is a row in the platform's schema, so that a crash forgets nothing."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class State(models.TextChoices):
    """Where a job stands. A running job whose process died is taken up by the clock."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", pgettext_lazy("long work", "running")
    DONE = "done", pgettext_lazy("long work", "done")
    FAILED = "failed", pgettext_lazy("long work", "failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.WAITING, State.RUNNING)
ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Job(CityModel):
    """``step`` is the first step that is not finished; ``finished`` of ``total`` is within it.

    ``takes`` counts how often a process took the job up; only the last one may write. Arguments
    and result hold facts about cities, never about clients, and no secrets. Times are UTC.
    """

    kind = models.CharField(max_length=40)
    city = models.CharField(max_length=30, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    finished = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=500, blank=True)
    takes = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    # No foreign key: operators live in the platform's schema alone, people in every city too.
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "city": FieldClass.ORGANISATIONAL,
        "arguments": FieldClass.ORGANISATIONAL,
        "state": FieldClass.TECHNICAL,
        "step": FieldClass.TECHNICAL,
        "finished": FieldClass.TECHNICAL,
        "total": FieldClass.TECHNICAL,
        "result": FieldClass.ORGANISATIONAL,
        "error": FieldClass.TECHNICAL,
        "takes": FieldClass.TECHNICAL,
        "stop_asked": FieldClass.TECHNICAL,
        "asked_by_id": FieldClass.STAFF,
        "asked_by_name": FieldClass.STAFF,
        "asked_at": FieldClass.TECHNICAL,
        "started_at": FieldClass.TECHNICAL,
        "moved_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["-asked_at"], name="job_newest"),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], ended_at=None)
                | models.Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="job_ended_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.city}".strip()
