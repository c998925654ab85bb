"""Where a body's own system is told of events, what it was told, and how it answered."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from api.webhooks.choices import Paused, Problem
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

LONGEST_ADDRESS = 500


class Webhook(CityModel):
    """An address of one body's system, and the kinds of events of which it is told.

    ``secret`` signs what is sent. After it was changed the ``earlier`` one signs, too, until
    ``earlier_until``, so that the receiver can change it without losing anything.
    """

    submission = models.UUIDField(unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="webhooks")
    name = models.CharField(pgettext_lazy("of a webhook", "Name"), max_length=100)
    address = models.CharField(_("Address of the system"), max_length=LONGEST_ADDRESS)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name=_("Kinds of events"))
    secret = EncryptedTextField()
    earlier = EncryptedTextField(null=True)
    earlier_until = models.DateTimeField(null=True)
    paused = models.CharField(max_length=10, choices=Paused, blank=True, default="")
    paused_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        "address": FieldClass.ORGANISATIONAL,
        "kinds": FieldClass.TECHNICAL,
        "secret": FieldClass.SECRET,
        "earlier": FieldClass.SECRET,
        "earlier_until": FieldClass.TECHNICAL,
        "paused": FieldClass.TECHNICAL,
        "paused_at": FieldClass.TECHNICAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["organisation__sort_key", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused="", paused_at__isnull=True)
                | (Q(paused__in=Paused.values) & Q(paused_at__isnull=False)),
                name="webhook_paused_since_and_why",
            ),
            models.CheckConstraint(
                condition=Q(earlier__isnull=True, earlier_until__isnull=True)
                | Q(earlier__isnull=False, earlier_until__isnull=False),
                name="webhook_earlier_secret_ends",
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0), name="webhook_has_kinds_of_events"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(CityModel):
    """That one webhook is to be told of one event: keys and moments, and nothing of a case.

    Its own key is the id of the message, the same at each attempt. ``event`` is the row of the
    audit, so one event is told once however often it is noted. It waits from ``queued_at`` until
    it was ``delivered_at`` or ``given_up_at``, and never is both.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.UUIDField()
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    queued_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "webhook": FieldClass.TECHNICAL,
        "event": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "object_id": FieldClass.TECHNICAL,
        "happened_at": FieldClass.TECHNICAL,
        "queued_at": FieldClass.TECHNICAL,
        "attempts": FieldClass.TECHNICAL,
        "next_attempt_at": FieldClass.TECHNICAL,
        "delivered_at": FieldClass.TECHNICAL,
        "given_up_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="webhook_event_once"),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(given_up_at__isnull=True),
                name="webhook_delivered_or_given_up",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-happened_at", "-id"], name="webhook_log"),
            models.Index(
                fields=["webhook", "next_attempt_at"],
                condition=Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="webhook_waiting",
            ),
            models.Index(fields=["object_id"], name="webhook_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.kind}"


class Attempt(CityModel):
    """One time that something was sent: what the system answered, or why nothing came."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField(db_default=Now())
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, choices=Problem, blank=True, default="")
    answer = EncryptedTextField(blank=True, default="")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "delivery": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "milliseconds": FieldClass.TECHNICAL,
        "status": FieldClass.TECHNICAL,
        "problem": FieldClass.TECHNICAL,
        "answer": FieldClass.SECRET,  # whatever another system said
    }

    class Meta(CityModel.Meta):
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=False, problem="")
                | (Q(status__isnull=True) & Q(problem__in=Problem.values)),
                name="webhook_answered_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.status or self.problem}"
