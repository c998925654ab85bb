"""The legal basis of a sharing; where it is consent, one that covers receiver and data."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.choices import ConsentData
from casework.cases.consents import names, not_covered
from casework.cases.models import Consent
from casework.cases.refusal import NotAllowed
from casework.referrals.choices import Kind, LegalBasis
from casework.referrals.live import live
from casework.referrals.models import Referral

EVERYTHING = (ConsentData.BASICS, ConsentData.SUMMARY, ConsentData.PERSON)


def data_of(referral: Referral) -> Collection[ConsentData]:
    """What the receiver learns; who takes on a whole case learns everything."""
    if referral.kind != Kind.REFERRAL:
        return EVERYTHING
    shared = {
        ConsentData.SUMMARY: referral.share_summary,
        ConsentData.PERSON: referral.share_person,
    }
    return [ConsentData.BASICS, *(one for one, is_shared in shared.items() if is_shared)]


def refuse_missing_basis(referral: Referral) -> None:
    """Raise ``NotAllowed`` unless the sharing rests on something; the case is locked."""
    if referral.legal_basis not in LegalBasis.values:
        raise NotAllowed(_("Choose the legal basis of sharing."))
    if referral.legal_basis == LegalBasis.CONSENT:
        _refuse_consent(referral, referral.consent)


def _refuse_consent(referral: Referral, consent: Consent | None) -> None:
    if consent is None or consent.case_id != referral.case_id:
        raise NotAllowed(_("Choose the consent on which the sharing rests."))
    if not consent.holds or consent.given_on > timezone.localdate():
        raise NotAllowed(_("This consent was withdrawn, or its time is over."))
    if not names(consent, referral.receiver):
        message = _("This consent does not name the receiver: %(receiver)s.")
        raise NotAllowed(message % {"receiver": referral.receiver.name})
    missing = not_covered(consent, data_of(referral))
    if missing:
        words = ", ".join(str(one.label) for one in missing)
        raise NotAllowed(_("This consent does not cover: %(data)s.") % {"data": words})


def resting_on(consent: Consent) -> list[Referral]:
    """What was sent on this consent and has not ended."""
    found = consent.referrals.filter(live(), legal_basis=LegalBasis.CONSENT)
    return list(found.select_related("case__lead", "case_need__need", "receiver", "sender"))
