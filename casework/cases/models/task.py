"""What is to be done in a case, when and by whom."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.choices_of_tasks import TaskKind, TaskState, TaskStepKind
from casework.cases.models.case import Case
from casework.cases.models.plan import PlanGoal
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class CaseTask(CityModel):
    """A task or an appointment of a case. ``group`` is the body that does it, always one;
    ``worker`` is who of its people does, where somebody was named.

    ``due_at`` is the moment of an appointment, or until when a task is to be done: where only a
    day was named (``has_hour`` is false), its last minute. ``goal`` is the one of the support plan
    to which it is a step. A task that was ``prescribed`` (by a
    playbook) is changed and left out only with a reason; a ``duty`` is one that the law lays on
    staff, such as a report.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    goal = models.ForeignKey(PlanGoal, models.SET_NULL, null=True, related_name="steps")
    kind = models.CharField(max_length=12, choices=TaskKind)
    title = EncryptedTextField(_("What is to be done"))
    details = EncryptedTextField(pgettext_lazy("of a task", "Details"), blank=True, default="")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(_("Due"), null=True)
    has_hour = models.BooleanField(default=False)
    place = EncryptedTextField(_("Place"), blank=True, default="")
    with_whom = EncryptedTextField(_("With whom"), blank=True, default="")
    person_told = models.BooleanField(_("The person knows of it"), default=False)
    is_prescribed = models.BooleanField(default=False)
    is_duty = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=TaskState, default=TaskState.OPEN)
    ended_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "goal": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "title": FieldClass.CLIENT_NARRATIVE,
        "details": FieldClass.CLIENT_NARRATIVE,
        "group": FieldClass.TECHNICAL,
        "worker": FieldClass.STAFF,
        "due_at": FieldClass.CLIENT_DATA,
        "has_hour": FieldClass.TECHNICAL,
        "place": FieldClass.CLIENT_NARRATIVE,
        "with_whom": FieldClass.CLIENT_NARRATIVE,
        "person_told": FieldClass.CLIENT_DATA,
        "is_prescribed": FieldClass.TECHNICAL,
        "is_duty": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "created_by": FieldClass.STAFF,
        "created_group": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = [models.F("due_at").asc(nulls_last=True), "created_at"]
        indexes = [
            models.Index(fields=["case", "due_at"], name="case_task_by_case"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=TaskState.OPEN),
                name="case_task_clock",
            ),
            models.Index(
                fields=["worker", "due_at"],
                condition=models.Q(state=TaskState.OPEN),
                name="case_task_of_worker",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=TaskState.OPEN, ended_at__isnull=True)
                | (~models.Q(state=TaskState.OPEN) & models.Q(ended_at__isnull=False)),
                name="case_task_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=TaskKind.APPOINTMENT)
                | models.Q(due_at__isnull=False, has_hour=True),
                name="case_task_appointment_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class TaskStep(CityModel):
    """Something that happened to a task: when, by whom, for which body, and what was said."""

    task = models.ForeignKey(CaseTask, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=TaskStepKind)
    words = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "task": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "words": FieldClass.CLIENT_NARRATIVE,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        indexes = [models.Index(fields=["task", "at"], name="case_task_step_by_task")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
