"""A house in which people may stay."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Organisation
from casework.shelter.choices import FacilityKind
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class Facility(CityModel):
    """Run by one body. ``limit_months`` and ``limit_rule`` are the house's own limit of a stay and
    what it rests on; a crisis hostel has that of the Social Assistance Act, art. 47.

    The address is encrypted, since of some houses it must be known to nobody who looks for one.
    """

    key = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="facilities", verbose_name=_("Run by")
    )
    kind = models.CharField(_("Kind of house"), max_length=20, choices=FacilityKind)
    name = models.CharField(_("Name of the house"), max_length=120)
    address = EncryptedTextField(_("Address"), blank=True, default="")
    address_is_secret = models.BooleanField(_("The address is secret"), default=False)
    limit_months = models.PositiveSmallIntegerField(
        _("Longest stay in months"), null=True, blank=True
    )
    limit_rule = models.CharField(_("What the limit rests on"), max_length=200, blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    is_active = models.BooleanField(_("In use"), default=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "name": FieldClass.ORGANISATIONAL,
        # Of a house in which people hide it tells where they are.
        "address": FieldClass.CLIENT_IDENTIFYING,
        "address_is_secret": FieldClass.ORGANISATIONAL,
        "limit_months": FieldClass.ORGANISATIONAL,
        "limit_rule": FieldClass.ORGANISATIONAL,
        "source": FieldClass.ORGANISATIONAL,
        "is_active": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(limit_months__isnull=True) | Q(limit_months__range=(1, 60)),
                name="facility_limit_is_of_this_world",
            ),
        ]

    def __str__(self) -> str:
        return self.name
