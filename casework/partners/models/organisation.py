"""Organisations and natural persons that help, with their places, phones and contacts."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.partners.choices import (
    AgreementState,
    LocationKind,
    OrganisationKind,
    Permanence,
    PhoneKind,
)
from casework.partners.models.rules import FRESH_FOR
from ostoja.privacy.classification import FieldClass
from ostoja.ui.polish_order import polish_sort_key
from tenants.fence.models import CityManager, CityModel
from tenants.translated import TranslatedTextField

SOURCED: dict[str, FieldClass] = {
    "is_sample": FieldClass.TECHNICAL,
    "source": FieldClass.ORGANISATIONAL,
    "source_date": FieldClass.ORGANISATIONAL,
    "version": FieldClass.TECHNICAL,
}


class SourcedModel(CityModel):
    """A fact about a body: where it was read and when, or marked as an example."""

    is_sample = models.BooleanField(_("Invented for the demonstration"), default=False)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    source_date = models.CharField(_("Date of the source"), max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(CityModel.Meta):
        abstract = True

    @property
    def confirm_every(self) -> int:
        """The city's days; queries of rows whose freshness is shown read them along."""
        days: int = getattr(self, "confirm_within", FRESH_FOR)
        return days


class StandingBodies(CityManager["Organisation"]):
    """Those that are bodies of their own: what was merged into another one only leads there."""

    def get_queryset(self) -> models.QuerySet["Organisation"]:
        return super().get_queryset().filter(merged_into=None)


class Organisation(SourcedModel):
    """A body that helps. ``group`` holds its people and is given access to its work.

    ``parent`` is the body that this one is a part of; ``unit`` names the part of the body that
    does the work, where it is no body of its own. ``merged_into`` is set on a second record of
    a body: lists pass it over, so that only ``every`` finds it (decision 0082).
    """

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(pgettext_lazy("of an organisation", "Name"), max_length=200)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    short_name = models.CharField(_("Short name"), max_length=60, blank=True)
    unit = models.CharField(_("Unit"), max_length=200, blank=True)
    # Bodies of one city often share its NIP: neither number alone says which body is meant.
    nip = models.CharField(_("NIP"), max_length=10, blank=True, default="", db_default="")
    regon = models.CharField(_("REGON"), max_length=14, blank=True, default="", db_default="")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind)
    roles = models.JSONField(default=list)
    permanence = models.CharField(
        _("Takes part"), max_length=20, choices=Permanence, default=Permanence.PERMANENT
    )
    agreement_state = models.CharField(
        _("Agreement"), max_length=20, choices=AgreementState, default=AgreementState.NONE
    )
    agreement_date = models.DateField(_("Date of the agreement"), null=True, blank=True)
    agreement_document = models.CharField(
        _("Number of the agreement"), max_length=100, blank=True, default="", db_default=""
    )
    description = TranslatedTextField(blank=True)
    description_is_sample = models.BooleanField(_("The description is invented"), default=False)
    email = models.EmailField(_("E-mail address"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    is_public = models.BooleanField(_("Shown in the public directory"), default=True)
    is_fictional = models.BooleanField(default=False)
    verified_on = models.DateField(_("Checked on"), null=True, blank=True)
    group = models.OneToOneField(Group, models.PROTECT, related_name="organisation")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="signposts"
    )
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "key": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "sort_key": FieldClass.ORGANISATIONAL,
        "short_name": FieldClass.ORGANISATIONAL,
        "unit": FieldClass.ORGANISATIONAL,
        "nip": FieldClass.ORGANISATIONAL,
        "regon": FieldClass.ORGANISATIONAL,
        "parent": FieldClass.TECHNICAL,
        "kind": FieldClass.ORGANISATIONAL,
        "roles": FieldClass.ORGANISATIONAL,
        "permanence": FieldClass.ORGANISATIONAL,
        "agreement_state": FieldClass.ORGANISATIONAL,
        "agreement_date": FieldClass.ORGANISATIONAL,
        "agreement_document": FieldClass.ORGANISATIONAL,
        "description": FieldClass.ORGANISATIONAL,
        "description_is_sample": FieldClass.TECHNICAL,
        "email": FieldClass.ORGANISATIONAL,
        "website": FieldClass.ORGANISATIONAL,
        "is_public": FieldClass.ORGANISATIONAL,
        "is_fictional": FieldClass.TECHNICAL,
        "verified_on": FieldClass.ORGANISATIONAL,
        "group": FieldClass.TECHNICAL,
        "merged_into": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        **SOURCED,
    }

    every: ClassVar[CityManager["Organisation"]] = CityManager()
    objects: ClassVar[StandingBodies] = StandingBodies()

    class Meta(SourcedModel.Meta):
        ordering = ["sort_key", "key"]
        base_manager_name = "every"
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nip__regex=r"^(\d{10})?$"), name="nip_has_ten_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(regon__regex=r"^(\d{9}|\d{14})?$"),
                name="regon_has_nine_or_fourteen_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps ``sort_key`` in step with the name, however the row is written."""
        self.sort_key = polish_sort_key(self.name)
        names = kwargs.get("update_fields")
        if names is not None and "name" in names:
            kwargs["update_fields"] = {*names, "sort_key"}
        super().save(*args, **kwargs)


class Location(SourcedModel):
    """Where a body can be reached; also a place for meetings."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="locations")
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(pgettext_lazy("of an organisation", "Name"), max_length=200)
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
    display = models.CharField(_("Number"), max_length=30)
    kind = models.CharField(_("Kind"), max_length=5, choices=PhoneKind, default=PhoneKind.VOICE)
    label = TranslatedTextField(blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.TECHNICAL,
        "number": FieldClass.ORGANISATIONAL,
        "display": FieldClass.ORGANISATIONAL,
        "kind": FieldClass.ORGANISATIONAL,
        "label": FieldClass.ORGANISATIONAL,
        **SOURCED,
    }

    class Meta(SourcedModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="phone_once_for_a_body")
        ]

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
