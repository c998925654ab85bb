"""A support plan: goals of the person of a case, and the talks in which it is agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import ConsentWay
from casework.cases.choices_of_plan import GoalState, PlanAnswer, ReviewOutcome
from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class PlanGoal(CityModel):
    """What the person wants to reach, in their own words. Its steps are tasks of the case."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="goals")
    words = EncryptedTextField(_("What the person wants to reach"))
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_words = EncryptedTextField(_("What came of it"), blank=True, default="")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "words": FieldClass.CLIENT_NARRATIVE,
        "state": FieldClass.CLIENT_DATA,
        "ended_at": FieldClass.TECHNICAL,
        "ended_words": FieldClass.CLIENT_NARRATIVE,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, ended_at__isnull=True)
                | (~Q(state=GoalState.OPEN) & Q(ended_at__isnull=False)),
                name="plan_goal_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)


class PlanReview(CityModel):
    """A talk with the person about the plan: one that is to be held by ``due_on``, or was held.

    The first one makes the plan. ``answer`` and ``way`` say whether the person agrees, and how
    they said so.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="plan_reviews")
    due_on = models.DateField(_("To be held by"), null=True, blank=True)
    held_on = models.DateField(_("Day of the talk"), null=True, blank=True)
    outcome = models.CharField(
        _("What it came to"), max_length=10, choices=ReviewOutcome, blank=True
    )
    answer = models.CharField(
        _("What the person says of the plan"), max_length=10, choices=PlanAnswer, blank=True
    )
    way = models.CharField(_("How they said it"), max_length=15, choices=ConsentWay, blank=True)
    words = EncryptedTextField(_("What was said"), blank=True, default="")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "due_on": FieldClass.CLIENT_DATA,
        "held_on": FieldClass.CLIENT_DATA,
        "outcome": FieldClass.CLIENT_DATA,
        "answer": FieldClass.CLIENT_DATA,
        "way": FieldClass.CLIENT_DATA,
        "words": FieldClass.CLIENT_NARRATIVE,
        "by": FieldClass.STAFF,
        "written_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["written_at"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(held_on__isnull=True), name="plan_review_clock"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    held_on__isnull=True, due_on__isnull=False, outcome="", answer="", way=""
                )
                | (Q(held_on__isnull=False) & ~Q(outcome="") & ~Q(answer="") & ~Q(way="")),
                name="plan_review_is_due_or_was_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on or self.due_on}"
