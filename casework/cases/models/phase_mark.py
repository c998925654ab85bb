"""What somebody said of a requirement of a case's phase."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now

from casework.cases.choices_of_phases import MarkKind
from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class PhaseMark(CityModel):
    """That something which a phase requires was done, is not wanted, or is open after all.

    Rows are only added: the last one of a key counts, those before it are the history.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="phase_marks")
    key = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=MarkKind)
    words = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "key": FieldClass.CLIENT_DATA,
        "kind": FieldClass.CLIENT_DATA,
        "words": FieldClass.CLIENT_NARRATIVE,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        indexes = [models.Index(fields=["case", "at"], name="phase_mark_by_case")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"
