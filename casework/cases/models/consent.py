"""What a person has consented to: that these bodies learn this for this purpose."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import ConsentGiver, ConsentWay
from casework.cases.models.case import Case
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Consent(CityModel):
    """One consent (GDPR art. 6(1)(a), art. 7), with what its proof needs.

    ``data`` holds values of ``ConsentData``. It counts from the day it was given to
    ``expires_on``, that day included, or until it was withdrawn.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    purpose = EncryptedTextField(_("What for"))
    receivers = models.ManyToManyField(Organisation, related_name="+")
    data = models.JSONField(default=list)
    given_on = models.DateField(_("Day of the consent"))
    given_by = models.CharField(_("Who consented"), max_length=15, choices=ConsentGiver)
    way = models.CharField(_("How it was given"), max_length=15, choices=ConsentWay)
    expires_on = models.DateField(_("Last day on which it counts"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "purpose": FieldClass.CLIENT_NARRATIVE,
        "data": FieldClass.TECHNICAL,
        "given_on": FieldClass.CLIENT_DATA,
        "given_by": FieldClass.CLIENT_DATA,
        "way": FieldClass.CLIENT_DATA,
        "expires_on": FieldClass.CLIENT_DATA,
        "recorded_by": FieldClass.STAFF,
        "recorded_at": FieldClass.TECHNICAL,
        "withdrawn_at": FieldClass.CLIENT_DATA,
        "withdrawn_by": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["-given_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("given_on")),
                name="consent_expires_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_on:%Y-%m-%d} {self.get_way_display()}"

    @property
    def holds(self) -> bool:
        """Whether it counts today."""
        if self.withdrawn_at is not None:
            return False
        return self.expires_on is None or self.expires_on >= timezone.localdate()
