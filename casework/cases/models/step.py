"""What happened to a case as a whole."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now

from casework.cases.choices import (
    StepKind,
)
from casework.cases.models.case import Case
from casework.cases.models.note import Note
from casework.partners.choices import Phase
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class CaseStep(CityModel):
    """Something that happened to a case as a whole: when, by whom, for which body, said in which
    note. Who did it and for whom is unknown where it happened before this was written down and no
    note tells it. ``phase`` is the one that the case moved to.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    note = models.OneToOneField(Note, models.SET_NULL, null=True, related_name="step")
    phase = models.CharField(max_length=20, choices=Phase, blank=True, default="", db_default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
        "note": FieldClass.TECHNICAL,
        "phase": FieldClass.CLIENT_DATA,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        indexes = [models.Index(fields=["case", "at"], name="case_step_by_case")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
