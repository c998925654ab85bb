"""A visit, who goes, and what they said on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.visits.choices import (
    LONGEST,
    SHORTEST,
    Stage,
    VisitOutcome,
    VisitState,
    VisitStepKind,
)
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Visit(CityModel):
    """Of one body, for a case or, in street work, for none.

    ``ends_at`` is when they are to be out again: known once they have checked in. ``stage`` is how
    far the clock has gone for what it waits for now. ``note`` is kept here only where there is no
    case to write it into.
    """

    submission = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="visits", verbose_name=_("Body that visits")
    )
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, blank=True, related_name="visits", verbose_name=_("Case")
    )
    place = EncryptedTextField(_("Where they go"))
    starts_at = models.DateTimeField(_("Planned begin"))
    minutes = models.PositiveSmallIntegerField(_("Planned minutes"))
    dangers = EncryptedTextField(_("Known dangers"), blank=True, default="")
    code_word = EncryptedTextField(_("Code word"), blank=True, default="")
    phone = EncryptedTextField(_("Telephone of who goes"), blank=True, default="")
    state = models.CharField(max_length=9, choices=VisitState, default=VisitState.PLANNED)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.QUIET)
    checked_in_at = models.DateTimeField(_("At the door"), null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("Out again"), null=True, blank=True)
    outcome = models.CharField(_("How it went"), max_length=10, choices=VisitOutcome, blank=True)
    note = EncryptedTextField(_("Note of the visit"), blank=True, default="")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "case": FieldClass.TECHNICAL,
        "place": FieldClass.CLIENT_IDENTIFYING,
        "starts_at": FieldClass.CLIENT_DATA,
        "minutes": FieldClass.TECHNICAL,
        "dangers": FieldClass.CLIENT_NARRATIVE,
        "code_word": FieldClass.STAFF,
        "phone": FieldClass.STAFF,
        "state": FieldClass.TECHNICAL,
        "stage": FieldClass.TECHNICAL,
        "checked_in_at": FieldClass.CLIENT_DATA,
        "ends_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.CLIENT_DATA,
        "outcome": FieldClass.CLIENT_DATA,
        "note": FieldClass.CLIENT_NARRATIVE,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(
                fields=["state", "starts_at"],
                condition=~Q(state=VisitState.OVER),
                name="visit_going_on",
            ),
            models.Index(fields=["organisation", "starts_at"], name="visit_by_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="visit_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.OVER, ended_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=VisitState.OVER) & Q(ended_at__isnull=True, outcome=""),
                name="visit_over_says_how_it_went",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.UNDER_WAY)
                | Q(
                    checked_in_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gt=F("checked_in_at"),
                ),
                name="visit_under_way_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether they are out again, or never went."""
        return self.state == VisitState.OVER


class VisitWorker(CityModel):
    """Somebody who goes."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="workers")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "visit": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["person__full_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="visit_nobody_goes_twice")
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class VisitStep(CityModel):
    """What somebody said: ``at`` is when it was so, ``noted_at`` when it reached us; without signal
    the two differ. ``submission`` was made before sending, so that what is sent twice is one.
    """

    submission = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=11, choices=VisitStepKind)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "visit": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "minutes": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
        "noted_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at", "noted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=VisitStepKind.EXTENDED, minutes__isnull=False, minutes__gte=1)
                | ~Q(kind=VisitStepKind.EXTENDED) & Q(minutes__isnull=True),
                name="visit_extension_says_how_long",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M}"
