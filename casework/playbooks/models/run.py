"""A playbook that runs in a case."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casework.cases.models import Case, CaseTask
from casework.playbooks.choices import RunState
from casework.playbooks.models.playbook import Edition, PlaybookStep
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class PlaybookRun(CityModel):
    """One edition, started in a case; it keeps that edition whatever is published later."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="playbook_runs")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField(db_default=Now())
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = EncryptedTextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "edition": FieldClass.CLIENT_DATA,
        "state": FieldClass.TECHNICAL,
        "started_at": FieldClass.TECHNICAL,
        "started_by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "ended_by": FieldClass.STAFF,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "edition"],
                condition=Q(state=RunState.RUNNING),
                name="playbook_runs_once_in_a_case",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING, ended_at__isnull=True)
                | (~Q(state=RunState.RUNNING) & Q(ended_at__isnull=False)),
                name="playbook_run_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.title} {self.started_at:%Y-%m-%d}"


class RunStep(CityModel):
    """A step of what runs in a case, and the task of the case that it became."""

    run = models.ForeignKey(PlaybookRun, models.CASCADE, related_name="steps")
    step = models.ForeignKey(PlaybookStep, models.PROTECT, related_name="+")
    task = models.OneToOneField(CaseTask, models.CASCADE, related_name="run_step")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "run": FieldClass.TECHNICAL,
        "step": FieldClass.CLIENT_DATA,
        "task": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["step__position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "step"], name="playbook_run_step_once")
        ]

    def __str__(self) -> str:
        return str(self.step)
