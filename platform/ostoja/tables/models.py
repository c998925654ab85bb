"""Files that somebody brings in: kept between the steps, encrypted, for some days only."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedJSONField
from ostoja.tables.choices import RowState, Work
from tenants.fence.models import CityModel

KEPT = timedelta(days=14)
"""How long files are kept, and an import can be undone, until a city sets its own period."""
USUAL_WORK = timedelta(minutes=15)
"""20,000 rows take two on a small machine."""


class Batch(CityModel):
    """One file. ``waiting`` holds its rows until a task has checked them.

    ``notice`` is the last thing there is to say of it: a message, its details, and its kind.
    """

    kind = models.SlugField(max_length=30)
    file_name = models.CharField(max_length=200)
    columns = models.JSONField(default=list)
    notes = EncryptedJSONField(default=list)
    waiting = EncryptedJSONField(null=True)
    work = models.CharField(max_length=10, choices=Work, default=Work.NONE, blank=True)
    work_since = models.DateTimeField(null=True)
    notice = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "file_name": FieldClass.STAFF,
        "columns": FieldClass.TECHNICAL,
        "notes": FieldClass.SECRET,
        "waiting": FieldClass.SECRET,
        "work": FieldClass.TECHNICAL,
        "work_since": FieldClass.TECHNICAL,
        "notice": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_stuck(self) -> bool:
        """Whether the work on it takes longer than it ever should: its worker died."""
        return bool(self.work and self.work_since and self.work_since < timezone.now() - USUAL_WORK)


class BatchRow(CityModel):
    """One row of a file, and what became of it.

    ``problems`` say what must be mended, or why it could not be undone; ``changes`` what was
    and will be in each cell that changes; ``effects`` what an undo needs.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState)
    cells = EncryptedJSONField(default=dict)
    problems = EncryptedJSONField(default=list)
    changes = EncryptedJSONField(default=dict)
    effects = EncryptedJSONField(default=list)
    target = models.UUIDField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "batch": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "cells": FieldClass.SECRET,
        "problems": FieldClass.SECRET,
        "changes": FieldClass.SECRET,
        "effects": FieldClass.SECRET,
        "target": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="row_once_in_a_batch"),
            models.CheckConstraint(
                condition=models.Q(state__in=RowState.values), name="row_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
