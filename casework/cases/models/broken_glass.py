"""A restricted case that was opened without being named there, for a stated reason."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class BrokenGlass(CityModel):
    """One look: who, why, and until when the case stays readable for them."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="broken_glasses")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = EncryptedTextField(_("Reason"))
    at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "at": FieldClass.TECHNICAL,
        "until": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
