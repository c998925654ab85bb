"""What a referral has to do with the world outside: bodies without the system, and appointments."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, CaseNeed, CaseTask, Consent
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.models.referral import Referral
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class OutsideReferral(CityModel):
    """A need that a body outside the system was asked to help with.

    Nobody there answers here, so whoever sent it is reminded (``task``) and writes down what came
    of it. While it waits the need is with somebody; ``case_need`` is one of the case's needs.
    """

    submission = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="outside_referrals")
    case_need = models.ForeignKey(CaseNeed, models.PROTECT, related_name="outside_referrals")
    body = EncryptedTextField(_("Body outside the system"))
    contact = EncryptedTextField(_("Its address or telephone"), blank=True, default="")
    way = models.CharField(_("How it was asked"), max_length=10, choices=OutsideWay)
    message = EncryptedTextField(_("What it was told"), blank=True, default="")
    legal_basis = models.CharField(
        _("Legal basis of sharing"), max_length=25, choices=LegalBasis, blank=True, default=""
    )
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, related_name="outside_referrals"
    )
    asked_on = models.DateField(_("Day on which it was asked"))
    state = models.CharField(max_length=10, choices=OutsideState, default=OutsideState.WAITING)
    outcome = EncryptedTextField(_("What came of it"), blank=True, default="")
    task = models.OneToOneField(CaseTask, models.SET_NULL, null=True, related_name="outside")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "case_need": FieldClass.CLIENT_DATA,
        "body": FieldClass.CLIENT_NARRATIVE,
        "contact": FieldClass.CLIENT_NARRATIVE,
        "way": FieldClass.CLIENT_DATA,
        "message": FieldClass.CLIENT_NARRATIVE,
        "legal_basis": FieldClass.TECHNICAL,
        "consent": FieldClass.CLIENT_DATA,
        "asked_on": FieldClass.CLIENT_DATA,
        "state": FieldClass.CLIENT_DATA,
        "outcome": FieldClass.CLIENT_NARRATIVE,
        "task": FieldClass.TECHNICAL,
        "group": FieldClass.TECHNICAL,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "ended_by": FieldClass.STAFF,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=OutsideState.WAITING, ended_at=None)
                | (~models.Q(state=OutsideState.WAITING) & models.Q(ended_at__isnull=False)),
                name="outside_referral_end_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(way=OutsideWay.PERSON) | ~models.Q(legal_basis=""),
                name="outside_referral_shared_on_a_basis",
            ),
            models.UniqueConstraint(
                fields=["case_need"],
                condition=models.Q(state=OutsideState.WAITING),
                name="outside_referral_one_waits_for_a_need",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class ReferralAppointment(CityModel):
    """The meeting that a receiver named at acceptance: an appointment of the case, instead of a
    deadline. ``task`` holds when and where.
    """

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="appointment")
    task = models.OneToOneField(CaseTask, models.CASCADE, related_name="of_referral")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "referral": FieldClass.TECHNICAL,
        "task": FieldClass.TECHNICAL,
    }

    def __str__(self) -> str:
        return str(self.task_id)
