"""A conversation that does not ring for a while. It names the conversation, never an address."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from casework.intake.desk.choices import Quiet
from casework.intake.models.conversation import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class QuietTime(CityModel):
    """A mute or ban until a moment; what is written meanwhile is kept (decision 0044).

    ``ended_at`` is when it was lifted, or when the clock saw that its time was over.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="quiet_times")
    kind = models.CharField(max_length=10, choices=Quiet)
    until = models.DateTimeField()
    reason = EncryptedTextField()
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(db_default=Now())
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "conversation": FieldClass.TECHNICAL,
        "kind": FieldClass.CLIENT_DATA,
        "until": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "set_by": FieldClass.STAFF,
        "set_at": FieldClass.TECHNICAL,
        "ended_by": FieldClass.STAFF,
        "ended_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(ended_at__isnull=True),
                name="quiet_time_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("set_at")), name="quiet_time_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
