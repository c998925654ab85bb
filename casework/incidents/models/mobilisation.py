"""A partner that is called up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.incidents.choices import CALLED_UP, MobilisationState
from casework.incidents.models.incident import Incident
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Mobilisation(CityModel):
    """What one body is asked for, and how far it is; ``answer`` is what it said last."""

    submission = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="mobilisations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mobilisations", verbose_name=_("Partner")
    )
    asked_for = models.CharField(_("What it is asked for"), max_length=300)
    state = models.CharField(
        _("State"), max_length=10, choices=MobilisationState, default=MobilisationState.ASKED
    )
    answer = models.CharField(_("What it said"), max_length=300, blank=True)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(auto_now=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "incident": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "asked_for": FieldClass.ORGANISATIONAL,
        "state": FieldClass.TECHNICAL,
        "answer": FieldClass.ORGANISATIONAL,
        "asked_by": FieldClass.STAFF,
        "asked_at": FieldClass.TECHNICAL,
        "changed_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "organisation"],
                condition=Q(state__in=sorted(CALLED_UP)),
                name="mobilisation_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(asked_for=""), name="mobilisation_says_what_for"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def is_called_up(self) -> bool:
        """Whether the body takes part now."""
        return self.state in CALLED_UP

    @property
    def tag(self) -> tuple[str, str]:
        """Its state and the colour of that."""
        return self.get_state_display(), MobilisationState(self.state).colour
