"""Situation reports as they left the city, and where they go."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.incidents.models.incident import Incident
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class SituationReport(CityModel):
    """One edition. ``figures`` are what it tells, small numbers left out already; it is kept as it
    was sent, and never changed.
    """

    submission = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField(_("Number of the edition"))
    figures = models.JSONField()
    words = EncryptedTextField(_("In words"), blank=True, default="")
    sent_to = ArrayField(models.EmailField(max_length=254), default=list)
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "incident": FieldClass.TECHNICAL,
        "number": FieldClass.TECHNICAL,
        "figures": FieldClass.ORGANISATIONAL,
        "words": FieldClass.CLIENT_NARRATIVE,
        "sent_to": FieldClass.ORGANISATIONAL,
        "sent_by": FieldClass.STAFF,
        "sent_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "number"], name="situation_report_one_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="situation_report_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise TypeError("an edition that was sent is never changed")
        super().save(*args, **kwargs)


class ReportAddress(CityModel):
    """To whom situation reports go: an office of the city, not a person's own address."""

    office = models.CharField(_("Office"), max_length=150)
    email = models.EmailField(_("Its e-mail address"), max_length=254)
    added_at = models.DateTimeField(db_default=Now())
    is_sample = models.BooleanField(default=False)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "office": FieldClass.ORGANISATIONAL,
        "email": FieldClass.ORGANISATIONAL,
        "added_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["office", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="report_address_once")]

    def __str__(self) -> str:
        return self.office
