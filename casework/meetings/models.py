"""Meetings, who came, and outcomes that come back until they are closed."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.meetings.choices import (
    CLOSED_STATES,
    NOTED_KINDS,
    MeetingKind,
    OutcomeKind,
    OutcomeState,
    Presence,
)
from casework.partners.models import Location, Organisation
from casework.partners.models.organisation import SOURCED, SourcedModel
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Meeting(SourcedModel):
    """One meeting; planned while its start lies ahead, logged once it took place."""

    submission = models.UUIDField(unique=True)
    kind = models.CharField(
        _("Kind"), max_length=20, choices=MeetingKind, default=MeetingKind.COALITION
    )
    series = models.CharField(
        _("Series of meetings"), max_length=100, blank=True, default="", db_default=""
    )
    title = models.CharField(_("Title"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("Start"))
    ends_at = models.DateTimeField(_("End"), null=True, blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="meetings_hosted", verbose_name=_("Host")
    )
    place = models.ForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("Place"),
    )
    topic = models.TextField(_("Agenda"), blank=True, max_length=5000)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "series": FieldClass.ORGANISATIONAL,
        "title": FieldClass.ORGANISATIONAL,
        "starts_at": FieldClass.ORGANISATIONAL,
        "ends_at": FieldClass.ORGANISATIONAL,
        "host": FieldClass.ORGANISATIONAL,
        "place": FieldClass.ORGANISATIONAL,
        "topic": FieldClass.ORGANISATIONAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["-starts_at"], name="meeting_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(MeetingKind(self.kind).label).capitalize()

    @property
    def has_begun(self) -> bool:
        """Whether it makes sense by now to ask who came."""
        return self.starts_at <= timezone.now()

    @property
    def day(self) -> datetime.date:
        """The day it begins, on Poland's calendar."""
        return timezone.localdate(self.starts_at)


class Attendance(CityModel):
    """That an organisation was invited, was there or was excused; with how many people it came,
    where somebody counted.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="attendances")
    invited = models.BooleanField(default=False, db_default=False)
    presence = models.CharField(
        max_length=8, choices=Presence, default=Presence.CAME, db_default=Presence.CAME
    )
    people = models.PositiveSmallIntegerField(_("Number of people"), null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "meeting": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "invited": FieldClass.ORGANISATIONAL,
        "presence": FieldClass.ORGANISATIONAL,
        "people": FieldClass.ORGANISATIONAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="attendance_once_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=1),
                name="attendance_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.CAME) | Q(people__isnull=True),
                name="attendance_counts_who_came",
            ),
            models.CheckConstraint(
                condition=Q(invited=True) | ~Q(presence=Presence.EXPECTED),
                name="attendance_says_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Outcome(CityModel):
    """What a meeting decided, asked for, learnt. An open one shows on every next meeting."""

    submission = models.UUIDField(unique=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("Kind"), max_length=12, choices=OutcomeKind)
    text = models.TextField(_("What was said or agreed"), max_length=2000)
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("Who does it"),
    )
    due_on = models.DateField(_("Due on"), null=True, blank=True)
    review_on = models.DateField(_("Look at it again on"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=OutcomeState, default=OutcomeState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(
        pgettext_lazy("of what was agreed", "How it ended"), blank=True, max_length=2000
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "meeting": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "text": FieldClass.ORGANISATIONAL,
        "owner": FieldClass.ORGANISATIONAL,
        "due_on": FieldClass.ORGANISATIONAL,
        "review_on": FieldClass.ORGANISATIONAL,
        "state": FieldClass.ORGANISATIONAL,
        "closed_at": FieldClass.TECHNICAL,
        "closing_note": FieldClass.ORGANISATIONAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state=OutcomeState.OPEN), name="outcome_open_by_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OutcomeKind.ACTION) | Q(owner__isnull=False),
                name="outcome_action_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OutcomeKind.ACTION, state=OutcomeState.OPEN)
                | Q(due_on__isnull=False),
                name="outcome_open_action_is_due",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NOTED_KINDS, state=OutcomeState.NOTED)
                | ~Q(kind__in=NOTED_KINDS) & ~Q(state=OutcomeState.NOTED),
                name="outcome_noted_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(state=OutcomeState.OPEN, closed_at__isnull=True)
                | Q(state__in=CLOSED_STATES, closed_at__isnull=False),
                name="outcome_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody, and so returns on the next meeting."""
        return self.state == OutcomeState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Open, and its day has passed."""
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    def is_due_by(self, day: datetime.date) -> bool:
        """Open, and to be done or looked at again by this day."""
        days = [one for one in (self.due_on, self.review_on) if one is not None]
        return self.is_open and any(one <= day for one in days)
