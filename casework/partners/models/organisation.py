"""Organisations and natural persons that help, with their places, phones and contacts."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import (
    AgreementState,
    LocationKind,
    OrganisationKind,
    Permanence,
)
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField

SOURCED: dict[str, FieldClass] = {
    "is_sample": FieldClass.TECHNICAL,
    "source": FieldClass.ORGANISATIONAL,
    "source_date": FieldClass.ORGANISATIONAL,
}


class SourcedModel(CityModel):
    """A fact about a body: where it was read and when, or marked as an example."""

    is_sample = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    source_date = models.CharField(max_length=10, blank=True)

    class Meta(CityModel.Meta):
        abstract = True


class Organisation(SourcedModel):
    """A body that helps. ``group`` holds its people and is given access to its work."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    short_name = models.CharField(_("Short name"), max_length=60, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind)
    roles = models.JSONField(default=list)
    permanence = models.CharField(
        _("Takes part"), max_length=20, choices=Permanence, default=Permanence.PERMANENT
    )
    agreement_state = models.CharField(
        _("Agreement"), max_length=20, choices=AgreementState, default=AgreementState.NONE
    )
    agreement_date = models.DateField(_("Date of the agreement"), null=True, blank=True)
    description = TranslatedTextField(blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    is_public = models.BooleanField(_("Shown in the public directory"), default=True)
    is_fictional = models.BooleanField(default=False)
    verified_on = models.DateField(_("Checked on"), null=True, blank=True)
    group = models.OneToOneField(Group, models.PROTECT, related_name="organisation")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "sort_key": FieldClass.ORGANISATIONAL,
        "short_name": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "roles": FieldClass.ORGANISATIONAL,
        "permanence": FieldClass.ORGANISATIONAL,
        "agreement_state": FieldClass.ORGANISATIONAL,
        "agreement_date": FieldClass.ORGANISATIONAL,
        "description": FieldClass.ORGANISATIONAL,
        "email": FieldClass.ORGANISATIONAL,
        "website": FieldClass.ORGANISATIONAL,
        "is_public": FieldClass.ORGANISATIONAL,
        "is_fictional": FieldClass.TECHNICAL,
        "verified_on": FieldClass.ORGANISATIONAL,
        "group": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class Location(SourcedModel):
    """Where a body can be reached; also a place for meetings."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="locations")
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(
        _("Kind"), max_length=10, choices=LocationKind, default=LocationKind.PHYSICAL
    )
    street = models.CharField(_("Street and number"), max_length=150, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=6, blank=True)
    town = models.CharField(_("Town"), max_length=100, blank=True)
    district = models.CharField(_("District"), max_length=100, blank=True)
    accessibility = models.JSONField(default=list)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "street": FieldClass.ORGANISATIONAL,
        "postal_code": FieldClass.ORGANISATIONAL,
        "town": FieldClass.ORGANISATIONAL,
        "district": FieldClass.ORGANISATIONAL,
        "accessibility": FieldClass.ORGANISATIONAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Phone(SourcedModel):
    """A telephone number of a body, dialable and as it is written."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20)
    display = models.CharField(max_length=30)
    label = models.CharField(max_length=150, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "number": FieldClass.ORGANISATIONAL,
        "display": FieldClass.ORGANISATIONAL,
        "label": FieldClass.ORGANISATIONAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["number"]

    def __str__(self) -> str:
        return self.display


class Contact(SourcedModel):
    """A person to speak to at a body; for staff only."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name and surname"), max_length=150)
    title = models.CharField(_("Position"), max_length=150, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=30, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "name": FieldClass.STAFF,
        "title": FieldClass.STAFF,
        "email": FieldClass.STAFF,
        "phone": FieldClass.STAFF,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
