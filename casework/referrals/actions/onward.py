"""The same letter to the next body, and the city's rules for what comes back."""

from uuid import UUID, uuid5

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.partners.models import Organisation, Service
from casework.referrals import notices
from casework.referrals.actions.writing import draft_and_send
from casework.referrals.choices import RETURNED, Kind
from casework.referrals.models import Referral, ReferralRules
from casework.referrals.passing_on import letter_of
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def send_on(
    *,
    referral: Referral,
    receiver: Organisation,
    service: Service | None,
    group: Group,
    by: User | None,
) -> Referral:
    """Send the letter of one that came back to somebody else; pressed twice it is sent once."""
    if referral.kind != Kind.REFERRAL or referral.state not in RETURNED:
        raise NotAllowed(_("Only what came back can be sent on."))
    sent = draft_and_send(
        submission=_submission(referral, service.pk if service else receiver.pk),
        kind=Kind.REFERRAL,
        case=referral.case,
        case_need=referral.case_need,
        receiver=receiver,
        service=service,
        group=group,
        by=by,
        **letter_of(referral),
    )
    record("referral.sent_on", by=by, on=referral, subject=referral.case, to=str(sent.pk))
    notices.noted(referral)
    return sent


def _submission(referral: Referral, to: UUID) -> UUID:
    return uuid5(referral.pk, f"on to {to}")


@action
def change_rules(
    *, version: int, fallback_owner: Organisation | None, pick_up_hours: int, by: User | None
) -> ReferralRules:
    """Decide who takes care of what nobody else can, and when a supervisor is told."""
    row, _created = ReferralRules.objects.get_or_create(only=True)
    row = lock(ReferralRules, row.pk, version)
    row.fallback_owner, row.pick_up_hours = fallback_owner, pick_up_hours
    row.save()
    record("referral.rules_changed", by=by, on=row)
    return row


@action
def escalate(*, referral: Referral) -> int:
    """Nobody has decided about one that came back: tell a supervisor, once; how many."""
    told = notices.not_picked_up(referral)
    record("referral.escalated", by=None, on=referral, subject=referral.case, told=told)
    return told
