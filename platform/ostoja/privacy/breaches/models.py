"""A breach with its clock, and what was found out, done and decided, entry by entry."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import User
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

CLOCK = datetime.timedelta(hours=72)
"""From noticing to telling the supervisory authority (GDPR, art. 33(1))."""


class Breach(CityModel):
    """Noticed at a moment; ``since`` and ``until`` are when it lasted, as far as is known.

    ``authority`` and ``affected`` repeat the latest decision of the entries: told, or that it is
    not needed. Their moments are those at which it happened.
    """

    submission = models.UUIDField(unique=True)
    what = EncryptedTextField(_("What happened"))
    noticed_at = models.DateTimeField(_("When it was noticed"))
    since = models.DateTimeField(_("Since when it lasted"), null=True, blank=True)
    until = models.DateTimeField(_("Until when it lasted"), null=True, blank=True)
    people = models.PositiveIntegerField(_("How many people about"), null=True, blank=True)
    risk = models.CharField(_("Risk"), max_length=10, choices=Risk, default=Risk.UNKNOWN)
    authority = models.CharField(max_length=15, choices=EntryKind, blank=True, default="")
    authority_at = models.DateTimeField(null=True)
    affected = models.CharField(max_length=15, choices=EntryKind, blank=True, default="")
    affected_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "what": FieldClass.CLIENT_NARRATIVE,
        "noticed_at": FieldClass.ORGANISATIONAL,
        "since": FieldClass.ORGANISATIONAL,
        "until": FieldClass.ORGANISATIONAL,
        "people": FieldClass.ORGANISATIONAL,
        "risk": FieldClass.ORGANISATIONAL,
        "authority": FieldClass.ORGANISATIONAL,
        "authority_at": FieldClass.ORGANISATIONAL,
        "affected": FieldClass.ORGANISATIONAL,
        "affected_at": FieldClass.ORGANISATIONAL,
        "recorded_by": FieldClass.STAFF,
        "recorded_at": FieldClass.TECHNICAL,
        "closed_at": FieldClass.ORGANISATIONAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-noticed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="breach_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(authority="") & ~Q(affected=""),
                name="breach_closed_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noticed_at:%Y-%m-%d %H:%M}"

    @property
    def due_at(self) -> datetime.datetime:
        """Until when the supervisory authority must be told, unless it need not be."""
        return self.noticed_at + CLOCK


class BreachEntry(CityModel):
    """One entry; no action alters one, another is added."""

    submission = models.UUIDField(unique=True)
    breach = models.ForeignKey(Breach, models.CASCADE, related_name="entries")
    kind = models.CharField(_("What it is"), max_length=15, choices=EntryKind)
    text = EncryptedTextField(_("What and why"))
    happened_at = models.DateTimeField(_("When it happened"))
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "breach": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "text": FieldClass.CLIENT_NARRATIVE,
        "happened_at": FieldClass.ORGANISATIONAL,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["happened_at", "at"]

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.kind}"
