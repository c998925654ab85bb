"""Affected people and families, and the cases that belong to an incident."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.incidents.choices import Whereabouts
from casework.incidents.models.incident import Incident
from casework.partners.models import Need, Organisation
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class AffectedPeople(CityModel):
    """A person or a family, in a line: no case, and enough to forget nobody in the first hours.

    ``needs`` are those that are still open; what was helped with is taken out.
    """

    submission = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="people")
    label = EncryptedTextField(_("Pseudonym or name"))
    number = models.PositiveSmallIntegerField(_("How many people"), default=1)
    whereabouts = models.CharField(
        _("Where they are now"),
        max_length=12,
        choices=Whereabouts,
        default=Whereabouts.NOT_REACHED,
    )
    place = EncryptedTextField(_("Where exactly"), blank=True, default="")
    needs = models.ManyToManyField(Need, related_name="+", blank=True)
    remark = EncryptedTextField(_("Remark"), blank=True, default="")
    helper = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who looks after them"),
    )
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(auto_now=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "incident": FieldClass.CLIENT_DATA,
        "label": FieldClass.CLIENT_IDENTIFYING,
        "number": FieldClass.CLIENT_DATA,
        "whereabouts": FieldClass.CLIENT_DATA,
        "place": FieldClass.CLIENT_IDENTIFYING,
        "remark": FieldClass.CLIENT_NARRATIVE,
        "helper": FieldClass.CLIENT_DATA,
        "added_by": FieldClass.STAFF,
        "added_at": FieldClass.TECHNICAL,
        "changed_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, 999)), name="affected_people_are_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.added_at:%Y-%m-%d %H:%M} {self.number}"


class CaseBinding(CityModel):
    """A case that belongs to an incident; ``people`` is the row out of which it was opened."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="bindings")
    case = models.ForeignKey(Case, models.CASCADE, related_name="incidents")
    people = models.ForeignKey(
        AffectedPeople, models.SET_NULL, null=True, blank=True, related_name="bindings"
    )
    bound_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    bound_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "incident": FieldClass.CLIENT_DATA,
        "case": FieldClass.TECHNICAL,
        "people": FieldClass.TECHNICAL,
        "bound_by": FieldClass.STAFF,
        "bound_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["bound_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "case"], name="case_once_in_an_incident"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.case_id}"
