"""Who answers for the standards of a body, who has read them, and their reviews."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.minors.choices import ReviewOutcome
from casework.minors.models.edition import Edition, Standards
from casework.minors.public_choices import Duty
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Responsible(CityModel):
    """Somebody who answers for one thing, from a day, until another one.

    ``shown_as`` is what the public page says: a name, a room, a number. Empty: nothing.
    """

    standards = models.ForeignKey(Standards, models.CASCADE, related_name="responsible")
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Person"))
    duty = models.CharField(_("What the person does"), max_length=12, choices=Duty)
    shown_as = models.CharField(_("What the public page says"), max_length=200, blank=True)
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "standards": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "duty": FieldClass.STAFF,
        "shown_as": FieldClass.STAFF,
        "since": FieldClass.STAFF,
        "until": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["duty", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standards", "person", "duty"],
                condition=Q(until=None),
                name="standards_one_duty_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="standards_duty_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_duty_display()}"


class Reading(CityModel):
    """Somebody has read an edition and said that they will keep to it. The database itself lets
    nobody alter one. ``person`` is no foreign key, and ``name`` the person's as it was
    then: both stay when the account goes.
    """

    append_only = True

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="readings")
    person = models.UUIDField()
    name = models.CharField(max_length=150)
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "edition": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "name": FieldClass.STAFF,
        "at": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="standards_read_once")
        ]

    def __str__(self) -> str:
        return self.name


class Review(CityModel):
    """What was found when the standards were reviewed, in writing (art. 22c of the act)."""

    submission = models.UUIDField(unique=True)
    standards = models.ForeignKey(Standards, models.CASCADE, related_name="reviews")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    held_on = models.DateField(_("Day of the review"))
    outcome = models.CharField(_("What it found"), max_length=12, choices=ReviewOutcome)
    conclusions = models.TextField(_("Conclusions"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "standards": FieldClass.TECHNICAL,
        "edition": FieldClass.TECHNICAL,
        "held_on": FieldClass.ORGANISATIONAL,
        "outcome": FieldClass.ORGANISATIONAL,
        "conclusions": FieldClass.ORGANISATIONAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-held_on", "-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(conclusions=""), name="standards_review_in_writing")
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d}"
