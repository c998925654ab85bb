"""The needs of a case, and those that nobody could meet."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import (
    NeedState,
    UnmetReason,
)
from casework.cases.models.case import Case
from casework.partners.models import Need
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class CaseNeed(CityModel):
    """One need of a case, and what became of it; an unmet one is counted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.OPEN)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "need": FieldClass.CLIENT_DATA,
        "state": FieldClass.CLIENT_DATA,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["need__position"]
        constraints = [models.UniqueConstraint(fields=["case", "need"], name="case_need_once")]

    def __str__(self) -> str:
        return str(self.need)


class UnmetNeed(CityModel):
    """A need that nobody could meet: counted for the city's strategy, without a person."""

    case_need = models.ForeignKey(CaseNeed, models.CASCADE, related_name="unmet")
    reason = models.CharField(_("Reason"), max_length=20, choices=UnmetReason)
    recorded_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case_need": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_DATA,
        "recorded_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return str(self.get_reason_display())
