"""What the clock does with referrals, once a minute."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from casework.cases.models import Consent
from casework.cases.refusal import NotAllowed
from casework.referrals import clock, links, notices, selectors
from casework.referrals.actions import end_over_consent, escalate, expire, recall_clock
from casework.referrals.choices import AWAITING, Kind, LegalBasis
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.live import live
from casework.referrals.models import OutsideReferral, Referral
from casework.referrals.passing_on import rules
from ostoja.access.versions import StaleObject
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import city_task, lone_city_task


@city_task
def expire_overdue() -> int:
    """Return to the sender what nobody answered in time; how many.

    Each in a transaction of its own, so that one that fails keeps no other waiting.
    """
    overdue = Referral.objects.filter(state__in=AWAITING, respond_by__lte=timezone.now())
    return sum(_expired(one) for one in overdue.exclude(kind=Kind.HANDOVER))


@lone_city_task
def recall_clocks() -> int:
    """Tell those who owe an answer whose time ends soon, once for each clock; of how many."""
    ending = [one for one in selectors.running_out() if clock.ends_soon(one)]
    events = [notices.clock_event(one) for one in ending]
    known = {*told_before(events), *links.sent_for(events)}
    untold = [one for one in ending if notices.clock_event(one) not in known]
    return sum(recall_clock(referral=one) > 0 for one in untold if links.can_be_reminded(one))


@lone_city_task
def escalate_returned() -> int:
    """Tell a supervisor of what came back and nobody has decided about in the city's time."""
    since = timezone.now() - timedelta(hours=rules().pick_up_hours)
    waiting = list(selectors.not_picked_up(since))
    known = told_before(notices.pick_up_event(one) for one in waiting)
    untold = [one for one in waiting if notices.pick_up_event(one) not in known]
    return sum(escalate(referral=one) > 0 for one in untold if notices.who_sees_to_it(one))


@lone_city_task
def end_over_consents() -> int:
    """Withdraw what rests on a consent whose last day has passed; how many."""
    basis = {"consent": OuterRef("pk"), "legal_basis": LegalBasis.CONSENT}
    inside = Referral.objects.filter(live(), **basis)
    outside = OutsideReferral.objects.filter(state=OutsideState.WAITING, **basis)
    over = Consent.objects.filter(expires_on__lt=timezone.localdate())
    resting = over.filter(Q(Exists(inside)) | Q(Exists(outside)))
    return sum(end_over_consent(consent=one) for one in resting)


def _expired(referral: Referral) -> bool:
    """False when somebody answered a moment before: then there is nothing left to do."""
    try:
        expire(referral=referral, version=referral.version)
    except (StaleObject, NotAllowed):
        return False
    return True
