"""Requests about one person's data, what was decided about each part, and the copy made of it."""

import calendar
import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedJSONField, EncryptedTextField
from ostoja.privacy.requests.choices import Basis, Outcome, RequestKind, RequestState
from tenants.fence.models import CityModel


class DataRequest(CityModel):
    """One request. What it is about is named without a foreign key, since it may be erased:
    ``subject_type`` is the key of a registered subject (``cases.case``), ``subject_id`` its row's.

    Once something was erased, ``identity``, ``words`` and ``reason`` are empty: dates, the outcome
    and identifiers stay.
    """

    submission = models.UUIDField(unique=True)
    kind = models.CharField(_("What the person asks for"), max_length=10, choices=RequestKind)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    received_on = models.DateField(_("Day on which the request came"))
    identity = EncryptedTextField(_("How it was checked who asks"))
    words = EncryptedTextField(_("What the person wrote or said"), blank=True, default="")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.RECEIVED)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    reason = EncryptedTextField(_("Reasons of the decision"), blank=True, default="")
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kind": FieldClass.CLIENT_DATA,
        "subject_type": FieldClass.TECHNICAL,
        "subject_id": FieldClass.TECHNICAL,
        "received_on": FieldClass.CLIENT_DATA,
        "identity": FieldClass.CLIENT_NARRATIVE,
        "words": FieldClass.CLIENT_NARRATIVE,
        "state": FieldClass.TECHNICAL,
        "outcome": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_NARRATIVE,
        "recorded_by": FieldClass.STAFF,
        "recorded_at": FieldClass.TECHNICAL,
        "decided_by": FieldClass.STAFF,
        "decided_at": FieldClass.TECHNICAL,
        "closed_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["received_on", "recorded_at", "pk"]
        indexes = [models.Index(fields=["subject_id"], name="data_request_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="data_request_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="data_request_decided_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=~Q(state="closed"),
                name="data_request_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def due_on(self) -> datetime.date:
        """The last day of the month in which the person must have an answer (art. 12(3))."""
        year, month = divmod(self.received_on.year * 12 + self.received_on.month, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(self.received_on.day, last))


class RequestPart(CityModel):
    """What was decided about one record: it is erased, or kept on a basis, until a day."""

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="parts")
    subject_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    keeps = models.BooleanField(_("It is kept"))
    basis = models.CharField(_("Basis of keeping"), max_length=12, choices=Basis, blank=True)
    category = models.CharField(_("Archive category"), max_length=20, blank=True)
    keep_until = models.DateField(_("Kept until"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "request": FieldClass.TECHNICAL,
        "subject_type": FieldClass.TECHNICAL,
        "object_id": FieldClass.TECHNICAL,
        "keeps": FieldClass.TECHNICAL,
        "basis": FieldClass.TECHNICAL,
        "category": FieldClass.TECHNICAL,
        "keep_until": FieldClass.TECHNICAL,
        "erased_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["subject_type", "object_id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "object_id"], name="request_part_once"),
            models.CheckConstraint(
                condition=Q(keeps=True, erased_at__isnull=True) & ~Q(basis="")
                | Q(keeps=False, basis=""),
                name="request_part_kept_on_a_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.object_id}"


class PersonExport(CityModel):
    """The copy of one person's data as it was made; retention deletes it after some days.

    Files are not in it: they are read from where they lie when the copy is taken.
    """

    request = models.OneToOneField(DataRequest, models.CASCADE, related_name="export")
    document = EncryptedJSONField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "request": FieldClass.TECHNICAL,
        "document": FieldClass.CLIENT_NARRATIVE,
        "made_by": FieldClass.STAFF,
        "made_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
