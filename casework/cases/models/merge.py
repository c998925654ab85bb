"""Two cases of one person that became one, and all that is needed to take it back."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedJSONField
from tenants.fence.models import CityModel


class CaseMerge(CityModel):
    """``kept`` goes on, ``merged`` stays as a signpost to it.

    ``before`` holds what both cases said, what was taken over, and which rows of which room moved.
    """

    submission = models.UUIDField(unique=True)
    kept = models.ForeignKey(Case, models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Case, models.CASCADE, related_name="+")
    before = EncryptedJSONField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kept": FieldClass.TECHNICAL,
        "merged": FieldClass.TECHNICAL,
        "before": FieldClass.CLIENT_NARRATIVE,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "group": FieldClass.TECHNICAL,
        "undone_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="case_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="case_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"
