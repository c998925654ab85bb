"""The intervention card: what is suspected, what was done, how it ended."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.minors.choices import CardOutcome, CardState, EntryKind, Source
from casework.minors.models.edition import Standards
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Intervention(CityModel):
    """Opened when harm to a child is suspected. Who opened it and who answers for reports, help or
    the authorities in this body sees it; nobody who is ``excluded`` does, nor that it exists.

    ``year`` and ``number`` are those of the register. Numbers do not follow each other, since a
    gap would tell an excluded person that there is one more (decision 0080).
    """

    submission = models.UUIDField(unique=True)
    standards = models.ForeignKey(Standards, models.PROTECT, related_name="interventions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=CardState, default=CardState.OPEN)
    source = models.CharField(_("Where the harm comes from"), max_length=8, choices=Source)
    child = EncryptedTextField(_("The child"))
    cause = EncryptedTextField(_("What happened"))
    suspect = EncryptedTextField(_("Who is suspected"), blank=True, default="")
    reporter = EncryptedTextField(_("Who reported it"), blank=True, default="")
    learnt_on = models.DateField(_("When it became known"))
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="interventions"
    )
    excluded = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(
        _("How the intervention ended"), max_length=14, choices=CardOutcome, blank=True, default=""
    )
    result = EncryptedTextField(_("What came of it"), blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "standards": FieldClass.TECHNICAL,
        "year": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "state": FieldClass.TECHNICAL,
        "source": FieldClass.CLIENT_DATA,
        "child": FieldClass.CLIENT_IDENTIFYING,
        "cause": FieldClass.CLIENT_NARRATIVE,
        "suspect": FieldClass.CLIENT_IDENTIFYING,
        "reporter": FieldClass.CLIENT_IDENTIFYING,
        "learnt_on": FieldClass.CLIENT_DATA,
        "case": FieldClass.TECHNICAL,
        "excluded": FieldClass.STAFF,
        "opened_at": FieldClass.TECHNICAL,
        "opened_by": FieldClass.STAFF,
        "outcome": FieldClass.CLIENT_DATA,
        "result": FieldClass.CLIENT_NARRATIVE,
        "closed_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standards", "year", "number"], name="intervention_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state=CardState.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=CardState.CLOSED) & Q(closed_at=None),
                name="intervention_closed_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.register_number

    @property
    def register_number(self) -> str:
        """As the register of incidents calls it."""
        return f"{self.number}/{self.year}"

    @classmethod
    def kept_from(cls, person: UUID) -> "models.QuerySet[Any]":
        """The cards from which somebody is excluded by name."""
        return cls.objects.filter(excluded__contains=[person]).order_by()


class InterventionEntry(CityModel):
    """Something that was done; no action alters one, another is added."""

    submission = models.UUIDField(unique=True)
    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="entries")
    kind = models.CharField(_("What was done"), max_length=12, choices=EntryKind)
    done_on = models.DateField(_("When"))
    text = EncryptedTextField(_("What exactly, and with whom"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "intervention": FieldClass.TECHNICAL,
        "kind": FieldClass.CLIENT_DATA,
        "done_on": FieldClass.CLIENT_DATA,
        "text": FieldClass.CLIENT_NARRATIVE,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["done_on", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.done_on:%Y-%m-%d} {self.kind}"
