"""A city's consents to support, and each visit under one. All of it lies in the city's schema."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.support.choices import LONGEST

LONGEST_PURPOSE = 300


class SupportConsent(CityModel):
    """The city lets the platform's operators into its settings, for something, until a moment."""

    purpose = models.CharField(_("What it is for"), max_length=LONGEST_PURPOSE)
    given_at = models.DateTimeField(_("Given"))
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField(pgettext_lazy("consent to support", "Until"))
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "purpose": FieldClass.ORGANISATIONAL,
        "given_at": FieldClass.TECHNICAL,
        "given_by": FieldClass.STAFF,
        "until": FieldClass.TECHNICAL,
        "withdrawn_at": FieldClass.TECHNICAL,
        "withdrawn_by": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["-given_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at"))
                & Q(until__lte=F("given_at") + timedelta(hours=LONGEST)),
                name="support_consent_is_short",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="support_consent_has_purpose"),
            ExclusionConstraint(
                name="support_consent_one_at_a_time",
                expressions=[
                    (
                        Func(
                            "given_at",
                            "until",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it lets anybody in now."""
        return self.withdrawn_at is None and timezone.now() < self.until

    @property
    def ended_at(self) -> datetime:
        """When it ended or will end."""
        return min(self.withdrawn_at or self.until, self.until)


class SupportVisit(CityModel):
    """One way in for one operator: a ticket that works once, then a stay.

    ``operator_id`` is their key among the platform's own people. ``person`` is who they are in
    the city while they are there; it was made for this visit and is worth nothing after it.
    """

    consent = models.ForeignKey(SupportConsent, models.CASCADE, related_name="visits")
    operator_id = models.UUIDField()
    operator_name = models.CharField(_("Operator"), max_length=150)
    ticket_hash = models.BinaryField(max_length=32, unique=True)
    ticket_until = models.DateTimeField()
    asked_at = models.DateTimeField(db_default=Now())
    entered_at = models.DateTimeField(_("Entered"), null=True)
    left_at = models.DateTimeField(_("Left"), null=True)
    person = models.OneToOneField(
        User, models.SET_NULL, null=True, related_name="support_visit", editable=False
    )

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "consent": FieldClass.TECHNICAL,
        "operator_id": FieldClass.STAFF,
        "operator_name": FieldClass.STAFF,
        "ticket_hash": FieldClass.SECRET,
        "ticket_until": FieldClass.TECHNICAL,
        "asked_at": FieldClass.TECHNICAL,
        "entered_at": FieldClass.STAFF,
        "left_at": FieldClass.STAFF,
        "person": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at=None) | Q(entered_at__lt=F("ticket_until")),
                name="support_visit_entered_in_time",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("entered_at")),
                name="support_visit_left_after_entering",
            ),
        ]

    def __str__(self) -> str:
        return self.operator_name

    @property
    def is_open(self) -> bool:
        """Whether the operator is in, and may stay."""
        return self.entered_at is not None and self.left_at is None and self.consent.is_open

    @property
    def ended_at(self) -> datetime:
        """When it ended or will end at the latest."""
        return self.left_at or self.consent.ended_at
