"""Two records of one body that became one, and pairs that only look so."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.partners.models.organisation import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class OrganisationMerge(CityModel):
    """``kept`` goes on, ``merged`` stays as a signpost to it.

    ``before`` holds what both records said, what was taken over, and which rows moved.
    """

    submission = models.UUIDField(unique=True)
    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Organisation, models.CASCADE, related_name="merges_away")
    before = models.JSONField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kept": FieldClass.TECHNICAL,
        "merged": FieldClass.TECHNICAL,
        "before": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "undone_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="body_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="body_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class ToldApart(CityModel):
    """Somebody said that these two are not one body; ``first`` has the smaller id."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "first": FieldClass.TECHNICAL,
        "second": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="bodies_told_apart_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="bodies_told_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
