"""That somebody of the staff is afraid for a person, and why."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.desk.choices import Risk
from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class RiskFlag(CityModel):
    """One risk, set by a person with a reason, and taken back with one."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="risk_flags")
    kind = models.CharField(max_length=20, choices=Risk)
    reason = EncryptedTextField()
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = EncryptedTextField(blank=True, default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "kind": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "set_by": FieldClass.STAFF,
        "set_at": FieldClass.TECHNICAL,
        "withdrawn_by": FieldClass.STAFF,
        "withdrawn_at": FieldClass.TECHNICAL,
        "withdrawn_reason": FieldClass.CLIENT_NARRATIVE,
    }

    class Meta(CityModel.Meta):
        ordering = ["set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="risk_flag_once_while_it_stands",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
