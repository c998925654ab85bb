"""A body that asks to join the agreement, and what those who look at it remark."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ApplicationState, OrganisationKind
from casework.partners.models.need import Need
from casework.partners.models.organisation import Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Application(CityModel):
    """Sent from the public site without an account; its id was made before sending.

    ``looks_automatic``: a machine may have sent it. ``organisation`` is what it became.
    """

    name = models.CharField(_("Name of the body"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind)
    nip = models.CharField(_("NIP"), max_length=10, blank=True)
    regon = models.CharField(_("REGON"), max_length=14, blank=True)
    website = models.URLField(_("Website"), blank=True)
    offer = models.TextField(_("How the body helps"))
    needs = models.ManyToManyField(Need, related_name="+")
    contact_name = models.CharField(_("Name and surname"), max_length=150)
    contact_title = models.CharField(_("Position"), max_length=150, blank=True)
    email = models.EmailField(_("E-mail address"))
    phone = models.CharField(_("Telephone"), max_length=30, blank=True)
    looks_automatic = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.RECEIVED
    )
    reason = models.TextField(_("Reason"), blank=True)
    organisation = models.OneToOneField(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="application"
    )
    received_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "nip": FieldClass.ORGANISATIONAL,
        "regon": FieldClass.ORGANISATIONAL,
        "website": FieldClass.ORGANISATIONAL,
        "offer": FieldClass.ORGANISATIONAL,
        "contact_name": FieldClass.STAFF,
        "contact_title": FieldClass.STAFF,
        "email": FieldClass.STAFF,
        "phone": FieldClass.STAFF,
        "looks_automatic": FieldClass.TECHNICAL,
        "state": FieldClass.ORGANISATIONAL,
        "reason": FieldClass.ORGANISATIONAL,
        "organisation": FieldClass.TECHNICAL,
        "received_at": FieldClass.TECHNICAL,
        "decided_at": FieldClass.TECHNICAL,
        "decided_by": FieldClass.STAFF,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="received", decided_at__isnull=True)
                | (~models.Q(state="received") & models.Q(decided_at__isnull=False)),
                name="application_decided_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationRemark(CityModel):
    """What somebody who looks at an application found out or asks."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="remarks")
    text = models.TextField(_("Remark"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "application": FieldClass.TECHNICAL,
        "text": FieldClass.ORGANISATIONAL,
        "by": FieldClass.STAFF,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.text[:60])
