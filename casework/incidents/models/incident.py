"""One event with many affected people."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.incidents.choices import GOES_ON, IncidentKind, IncidentState
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel

PARTS = ("injured", "evacuated", "sheltered", "missing")


class Incident(CityModel):
    """What happened, where and since when; the numbers are those that were reported from the spot.

    ``ended_at`` is when the event itself was over, ``closed_at`` when work on it was.
    """

    submission = models.UUIDField(unique=True)
    kind = models.CharField(_("Kind of event"), max_length=12, choices=IncidentKind)
    name = models.CharField(_("Name of the incident"), max_length=120)
    place = models.CharField(_("Where"), max_length=200)
    began_at = models.DateTimeField(_("Began"))
    ended_at = models.DateTimeField(_("Ended"), null=True, blank=True)
    state = models.CharField(
        _("State"), max_length=12, choices=IncidentState, default=IncidentState.DECLARED
    )
    leader = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="incidents_led", verbose_name=_("Who leads")
    )
    affected = models.PositiveIntegerField(_("People affected"), default=0)
    injured = models.PositiveIntegerField(_("Reported as injured"), default=0)
    evacuated = models.PositiveIntegerField(_("Evacuated"), default=0)
    sheltered = models.PositiveIntegerField(_("Sheltered"), default=0)
    missing = models.PositiveIntegerField(_("Missing or not reached"), default=0)
    counted_at = models.DateTimeField(_("Numbers of"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "place": FieldClass.ORGANISATIONAL,
        "began_at": FieldClass.ORGANISATIONAL,
        "ended_at": FieldClass.ORGANISATIONAL,
        "state": FieldClass.TECHNICAL,
        "leader": FieldClass.STAFF,
        "affected": FieldClass.ORGANISATIONAL,
        "injured": FieldClass.ORGANISATIONAL,
        "evacuated": FieldClass.ORGANISATIONAL,
        "sheltered": FieldClass.ORGANISATIONAL,
        "missing": FieldClass.ORGANISATIONAL,
        "counted_at": FieldClass.TECHNICAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "closed_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-began_at", "-id"]
        indexes = [
            models.Index(fields=["-began_at", "-id"], name="incident_by_beginning"),
            models.Index(
                fields=["began_at"], condition=Q(state__in=sorted(GOES_ON)), name="incident_goes_on"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=IncidentState.CLOSED, ended_at__isnull=False)
                & Q(closed_at__isnull=False)
                | ~Q(state=IncidentState.CLOSED) & Q(ended_at__isnull=True, closed_at__isnull=True),
                name="incident_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="incident_ends_after_it_begins",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{one}__lte": F("affected")}),
                    name=f"incident_{one}_are_affected",
                )
                for one in PARTS
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(place=""), name="incident_has_a_name_and_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goes_on(self) -> bool:
        """Whether something may be written."""
        return self.state in GOES_ON

    @property
    def tag(self) -> tuple[str, str]:
        """Its state and the colour of that."""
        return self.get_state_display(), IncidentState(self.state).colour
