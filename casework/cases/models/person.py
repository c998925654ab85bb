"""Somebody around the person of a case: of the household, a relative, a danger."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.choices_of_people import LivesWith, PersonRole, SafeContact
from casework.cases.models.case import Case
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class CasePerson(CityModel):
    """What is known of somebody around the person of a case, who never asked for it: no more
    than helps, and for those alone who lead or coordinate the case.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="people")
    role = models.CharField(_("Who it is"), max_length=15, choices=PersonRole)
    name = EncryptedTextField(pgettext_lazy("of a person", "Name"), blank=True, default="")
    relation = EncryptedTextField(_("How they are related"), blank=True, default="")
    birth_year = models.PositiveSmallIntegerField(_("Year of birth"), null=True, blank=True)
    lives_with = models.CharField(
        _("Lives with the person"), max_length=5, choices=LivesWith, blank=True
    )
    phone = EncryptedTextField(_("Telephone"), blank=True, default="")
    safe_contact = models.CharField(
        _("May one contact them"), max_length=10, choices=SafeContact, blank=True
    )
    contact_rules = EncryptedTextField(_("How and when"), blank=True, default="")
    remarks = EncryptedTextField(_("What else matters"), blank=True, default="")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "role": FieldClass.CLIENT_DATA,
        "name": FieldClass.CLIENT_IDENTIFYING,
        "relation": FieldClass.CLIENT_NARRATIVE,
        "birth_year": FieldClass.CLIENT_DATA,
        "lives_with": FieldClass.CLIENT_DATA,
        "phone": FieldClass.CLIENT_IDENTIFYING,
        "safe_contact": FieldClass.CLIENT_DATA,
        "contact_rules": FieldClass.CLIENT_IDENTIFYING,
        "remarks": FieldClass.CLIENT_NARRATIVE,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__range=(1900, 2100)),
                name="case_person_birth_year_can_be_meant",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def is_danger(self) -> bool:
        """Whether they use violence: who and where they are stands in no list."""
        return self.role == PersonRole.PERPETRATOR
