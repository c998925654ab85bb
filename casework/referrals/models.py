"""How work passes from one body to another, with a clock and a legal basis."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from casework.cases.models import Case, CaseNeed
from casework.partners.models import Organisation, Service
from casework.referrals.choices import Kind, LegalBasis, Reason, State
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel, FencedModel


class Referral(CityModel):
    """One handover, referral or transfer of a case, from one body to another."""

    submission = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    case_need = models.ForeignKey(
        CaseNeed, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="referrals_sent")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="referrals_received")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)
    message = EncryptedTextField(_("What the receiver needs to know"))
    legal_basis = models.CharField(_("Legal basis"), max_length=25, choices=LegalBasis)
    consent_given_on = models.DateField(_("Date of the consent"), null=True, blank=True)
    respond_by = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=20, choices=Reason, blank=True)
    explanation = EncryptedTextField(_("Explanation"), blank=True)
    outcome = EncryptedTextField(_("Outcome"), blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "kind": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "case_need": FieldClass.CLIENT_DATA,
        "sender": FieldClass.ORGANISATIONAL,
        "receiver": FieldClass.CLIENT_DATA,
        "service": FieldClass.CLIENT_DATA,
        "state": FieldClass.TECHNICAL,
        "message": FieldClass.CLIENT_NARRATIVE,
        "legal_basis": FieldClass.TECHNICAL,
        "consent_given_on": FieldClass.CLIENT_DATA,
        "respond_by": FieldClass.TECHNICAL,
        "reason": FieldClass.CLIENT_DATA,
        "explanation": FieldClass.CLIENT_NARRATIVE,
        "outcome": FieldClass.CLIENT_NARRATIVE,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "sent_at": FieldClass.TECHNICAL,
        "answered_at": FieldClass.TECHNICAL,
        "ended_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at"]
        permissions = [("answer_referral", "Can answer the referral")]
        indexes = [
            models.Index(
                fields=["respond_by"],
                condition=models.Q(state="sent"),
                name="referral_clock",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="referral") | models.Q(case_need__isnull=False),
                name="referral_names_a_need",
            ),
            models.CheckConstraint(
                condition=~models.Q(legal_basis="consent")
                | models.Q(consent_given_on__isnull=False),
                name="referral_consent_has_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(sender=models.F("receiver")), name="referral_between_two_bodies"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(
                    kind__in=["handover", "transfer"], state__in=["sent", "considered"]
                ),
                name="referral_one_change_of_lead_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} → {self.receiver.name}"


class ReferralGroupObjectPermission(GroupObjectPermissionBase, FencedModel):
    """Which organisation's people may see or answer a referral."""

    content_object = models.ForeignKey(Referral, on_delete=models.CASCADE)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "permission": FieldClass.TECHNICAL,
        "group": FieldClass.TECHNICAL,
        "content_object": FieldClass.TECHNICAL,
    }

    class Meta(GroupObjectPermissionBase.Meta):
        pass


class UnmetNeed(CityModel):
    """A need that nobody could meet: counted for the city's strategy, without a person."""

    case_need = models.ForeignKey(CaseNeed, models.CASCADE, related_name="unmet")
    reason = models.CharField(max_length=20, choices=Reason)
    recorded_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case_need": FieldClass.CLIENT_DATA,
        "reason": FieldClass.CLIENT_DATA,
        "recorded_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return str(self.reason)
