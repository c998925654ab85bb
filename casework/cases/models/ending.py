"""How a case ended, and when somebody asks the person again."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.choices_of_endings import CaseOutcome, ContactWay, FollowUpEnd
from casework.cases.models.case import Case
from casework.cases.models.step import CaseStep
from casework.cases.models.task import CaseTask
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class CaseClosing(CityModel):
    """How a case ended when a step closed it; a case that is reopened keeps it as its history.

    Cases closed before this was asked have none.
    """

    step = models.OneToOneField(CaseStep, models.CASCADE, related_name="closing")
    outcome = models.CharField(_("Outcome"), max_length=12, choices=CaseOutcome)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "step": FieldClass.TECHNICAL,
        "outcome": FieldClass.CLIENT_DATA,
    }

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class FollowUp(CityModel):
    """A contact with the person after the case was closed: on which day, how, and by whom.

    When its day has come it becomes a task (``task``), which stands on somebody's desk although
    the case is closed. It has ended once that is done or left out, or the case is open again.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    day = models.DateField(_("On which day"))
    way = models.CharField(_("How"), max_length=10, choices=ContactWay)
    details = EncryptedTextField(_("What to mind"), blank=True, default="")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    task = models.OneToOneField(CaseTask, models.SET_NULL, null=True, related_name="follow_up")
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=FollowUpEnd, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "day": FieldClass.CLIENT_DATA,
        "way": FieldClass.CLIENT_DATA,
        "details": FieldClass.CLIENT_NARRATIVE,
        "group": FieldClass.TECHNICAL,
        "worker": FieldClass.STAFF,
        "task": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "end": FieldClass.CLIENT_DATA,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["day"]
        indexes = [
            models.Index(
                fields=["day"],
                condition=models.Q(ended_at=None, task=None),
                name="follow_up_by_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at=None),
                name="follow_up_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, end="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end="")),
                name="follow_up_end_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.way}"
