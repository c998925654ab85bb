"""A household's stay in a house, and what was decided before its limit."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.shelter.choices import Destination, NextStep, StayBasis
from casework.shelter.models.facility import Facility
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Stay(CityModel):
    """One case in one house: its person and those who came along, ``people`` in all.

    They leave on the morning of ``planned_end_on``, and have left on ``ended_on``; the night that
    begins on that day is not theirs. ``limit_on`` is the last day on which they may leave, by the
    basis; None where the house has no limit. ``warned_days`` is the last warning before it.
    """

    submission = models.UUIDField(unique=True)
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="stays", verbose_name=_("House")
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="stays", verbose_name=_("Case"))
    people = models.PositiveSmallIntegerField(_("How many people"), default=1)
    basis = models.CharField(_("Legal basis of the stay"), max_length=12, choices=StayBasis)
    certificate_until = models.DateField(_("Certificate valid until"), null=True, blank=True)
    started_on = models.DateField(_("First night"))
    planned_end_on = models.DateField(_("Day on which they are to leave"))
    limit_on = models.DateField(_("Last day by law"), null=True, blank=True)
    ended_on = models.DateField(_("Day on which they left"), null=True, blank=True)
    destination = models.CharField(
        _("Where they went"), max_length=20, choices=Destination, blank=True
    )
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "facility": FieldClass.CLIENT_DATA,
        "case": FieldClass.TECHNICAL,
        "people": FieldClass.CLIENT_DATA,
        "basis": FieldClass.CLIENT_DATA,
        "certificate_until": FieldClass.CLIENT_DATA,
        "started_on": FieldClass.CLIENT_DATA,
        "planned_end_on": FieldClass.CLIENT_DATA,
        "limit_on": FieldClass.CLIENT_DATA,
        "ended_on": FieldClass.CLIENT_DATA,
        "destination": FieldClass.CLIENT_DATA,
        "warned_days": FieldClass.TECHNICAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-started_on", "id"]
        indexes = [
            models.Index(
                fields=["planned_end_on"],
                condition=Q(ended_on__isnull=True),
                name="stay_open_by_planned_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_end_on__gt=F("started_on")), name="stay_planned_for_a_night"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="stay_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, destination="")
                | (Q(ended_on__isnull=False) & ~Q(destination="")),
                name="stay_ended_has_a_destination",
            ),
            models.CheckConstraint(
                condition=Q(limit_on__isnull=True) | Q(planned_end_on__lte=F("limit_on")),
                name="stay_planned_within_its_limit",
            ),
            models.CheckConstraint(
                condition=~Q(basis=StayBasis.ART_47_3A) | Q(certificate_until__isnull=False),
                name="stay_of_foreigner_has_a_certificate",
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=[StayBasis.ART_47, StayBasis.ART_47_3A])
                | Q(limit_on__isnull=False),
                name="stay_by_law_has_a_limit",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="stay_of_somebody"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on__isnull=True), name="stay_one_open_for_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility}, {self.started_on:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        """Whether they are still there."""
        return self.ended_on is None


class StayDecision(CityModel):
    """What was decided before a limit of a stay: ``for_limit`` is the limit as it was then."""

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="decisions")
    step = models.CharField(_("What happens next?"), max_length=8, choices=NextStep)
    for_limit = models.DateField()
    until = models.DateField(_("Until when"))
    destination = models.CharField(
        _("Where they go"), max_length=20, choices=Destination, blank=True
    )
    legal_basis = EncryptedTextField(_("Legal basis of the extension"), blank=True, default="")
    reason = EncryptedTextField(_("Reason"), blank=True, default="")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "stay": FieldClass.TECHNICAL,
        "step": FieldClass.CLIENT_DATA,
        "for_limit": FieldClass.CLIENT_DATA,
        "until": FieldClass.CLIENT_DATA,
        "destination": FieldClass.CLIENT_DATA,
        "legal_basis": FieldClass.CLIENT_NARRATIVE,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.step}"
