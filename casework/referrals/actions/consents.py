"""What was sent on a consent ends with it: withdrawn by the person, or by its own last day."""

from casework.cases import consents
from casework.cases.actions import locked_case
from casework.cases.models import Consent
from casework.referrals import notices
from casework.referrals.actions.answers import withdraw
from casework.referrals.basis import resting_on
from casework.referrals.choices import Reason
from ostoja.accounts.models import User
from ostoja.audit import action, record


def end_resting(consent: Consent, by: User | None) -> int:
    """Withdraw what rests on a consent that holds no more, and with it all access; how many.

    The case is locked already.
    """
    ended = resting_on(consent)
    for one in ended:
        withdraw(referral=one, version=one.version, reason=Reason.CONSENT_ENDED, by=by)
        notices.consent_ended(one, by=by)
    return len(ended)


@action
def end_over_consent(*, consent: Consent) -> int:
    """Its last day has passed: end all that rests on it, in every room; how many."""
    case = locked_case(consent.case)
    ended = len(list(consents.resting_on(consent)))
    consents.end_what_rests_on(consent, by=None)
    record("consent.over", by=None, on=consent, subject=case, ended=ended)
    return ended
