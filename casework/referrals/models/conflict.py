"""A body that must not work on a case, since it is not impartial in it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.referrals.choices import ConflictKind
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Conflict(CityModel):
    """A conflict of interest of one body in one case, until somebody lifts it with a reason."""

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="conflicts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("What the conflict is"), max_length=10, choices=ConflictKind)
    reason = EncryptedTextField(_("How it is known, and what to mind"))
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(db_default=Now())
    lifted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = EncryptedTextField(_("Why there is none any more"), blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "organisation": FieldClass.CLIENT_DATA,
        "kind": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "noted_by": FieldClass.STAFF,
        "noted_at": FieldClass.TECHNICAL,
        "lifted_by": FieldClass.STAFF,
        "lifted_at": FieldClass.TECHNICAL,
        "lifted_because": FieldClass.CLIENT_NARRATIVE,
    }

    class Meta(CityModel.Meta):
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=models.Q(lifted_at__isnull=True),
                name="conflict_once_for_a_body_in_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d} {self.get_kind_display()}"
