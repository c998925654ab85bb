"""How work passes from one body to another, with a clock and a legal basis."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from casework.cases.models import Case, CaseNeed, Consent
from casework.partners.models import Organisation, Service
from casework.referrals.choices import AWAITING, LIVE, Kind, LegalBasis, Reason, State
from ostoja.access.permissions import Permission
from ostoja.access.shared import SharedModel
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import FencedModel


class Referral(SharedModel):
    """One handover, referral or transfer of a case, from one body to another.

    ``respond_by`` is when the clock runs out while the receiver has not answered.
    ``acknowledged_at`` is when the sender took note that a change of lead came back.
    ``by_link``: the receiver gets links to answer by, although somebody there has an account.
    """

    sight = Permission.REFERRAL_VIEW
    link_token: str = ""
    """After a step: the token of the link that was sent for the next answer; kept nowhere."""

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
    legal_basis = models.CharField(
        _("Legal basis of sharing"), max_length=25, choices=LegalBasis, blank=True
    )
    # Rows from before consents were kept have only the day.
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, blank=True, related_name="referrals"
    )
    consent_given_on = models.DateField(_("Day of the consent"), null=True, blank=True)
    share_summary = models.BooleanField(_("Share “What happened” from the case"), default=False)
    share_person = models.BooleanField(
        _("Share the name and how the person may be reached"), default=False
    )
    respond_by = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=20, choices=Reason, blank=True)
    explanation = EncryptedTextField(_("Explanation"), blank=True)
    outcome = EncryptedTextField(_("What was achieved"), blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    by_link = models.BooleanField(
        _("Also send a link by e-mail, with which one answers without an account"),
        default=False,
        db_default=False,
    )
    despite_conflict = EncryptedTextField(
        _("Why it is sent although a conflict of interest is noted"),
        blank=True,
        default="",
        db_default="",
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
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
        "consent": FieldClass.CLIENT_DATA,
        "consent_given_on": FieldClass.CLIENT_DATA,
        "share_summary": FieldClass.TECHNICAL,
        "share_person": FieldClass.TECHNICAL,
        "respond_by": FieldClass.TECHNICAL,
        "reason": FieldClass.CLIENT_DATA,
        "explanation": FieldClass.CLIENT_NARRATIVE,
        "outcome": FieldClass.CLIENT_NARRATIVE,
        "created_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "by_link": FieldClass.TECHNICAL,
        "despite_conflict": FieldClass.CLIENT_NARRATIVE,
        "acknowledged_at": FieldClass.TECHNICAL,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
        "readers": FieldClass.TECHNICAL,
    }

    class Meta(SharedModel.Meta):
        ordering = ["-created_at"]
        permissions = [("answer_referral", "Can answer the referral")]
        indexes = [
            models.Index(
                fields=["respond_by"],
                condition=models.Q(state__in=AWAITING),
                name="referral_clock",
            ),
            models.Index(fields=["-created_at", "-id"], name="referral_by_time"),
            GinIndex(fields=["readers"], name="referral_readers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.REFERRAL) | models.Q(case_need__isnull=False),
                name="referral_names_a_need",
            ),
            models.CheckConstraint(
                condition=~models.Q(legal_basis=LegalBasis.CONSENT)
                | models.Q(consent_given_on__isnull=False),
                name="referral_consent_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[State.DRAFT, State.WITHDRAWN])
                | ~models.Q(legal_basis=""),
                name="referral_sent_on_a_legal_basis",
            ),
            models.CheckConstraint(
                condition=~models.Q(sender=models.F("receiver")), name="referral_between_two_bodies"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=AWAITING) | models.Q(respond_by__isnull=False),
                name="referral_awaiting_has_a_clock",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.DECLINED, State.NOT_ACHIEVED])
                | ~models.Q(reason=""),
                name="referral_refusal_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(kind__in=[Kind.HANDOVER, Kind.TRANSFER], state__in=AWAITING),
                name="referral_one_change_of_lead_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(kind=Kind.HANDOVER, state=State.ACCEPTED),
                name="referral_one_coordination_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case_need"],
                condition=models.Q(kind=Kind.REFERRAL, state__in=LIVE),
                name="referral_need_with_one_partner_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} → {self.receiver.name}"

    @classmethod
    def open_to(cls, person: UUID) -> Any:
        """Nobody sees a referral of a case from which they are kept by name."""
        return ~models.Q(case__in=Case.kept_from(person).values("pk"))


class ReferralGroupObjectPermission(GroupObjectPermissionBase, FencedModel):  # type: ignore[misc]
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
