"""That the procedure for danger to life was begun in a conversation, and what was done when."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class DangerRun(CityModel):
    """Begun by somebody; ``steps`` are the city's words as they were then. ``called_at`` is when
    112 was called, ``dispatcher`` the number that they gave.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="danger_runs")
    steps = models.JSONField(default=list)
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(db_default=Now())
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    dispatcher = EncryptedTextField(null=True, blank=True, default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "steps": FieldClass.ORGANISATIONAL,
        "begun_by": FieldClass.STAFF,
        "begun_at": FieldClass.TECHNICAL,
        "ended_by": FieldClass.STAFF,
        "ended_at": FieldClass.TECHNICAL,
        "called_at": FieldClass.CLIENT_DATA,
        "dispatcher": FieldClass.CLIENT_IDENTIFYING,
    }

    class Meta(CityModel.Meta):
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(ended_at__isnull=True),
                name="danger_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M}"


class DangerTick(CityModel):
    """One step done: by whom, and when."""

    run = models.ForeignKey(DangerRun, models.CASCADE, related_name="ticks")
    step = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "run": FieldClass.TECHNICAL,
        "step": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["run", "step"], name="danger_step_ticked_once")
        ]

    def __str__(self) -> str:
        return str(self.step)
