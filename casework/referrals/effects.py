"""What a step of a referral does to the case, its needs, the clock and who may see them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from casework.cases import due
from casework.cases.access import coordinates
from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.partners.choices import ServiceStatus
from casework.partners.leaving import GONE
from casework.referrals import access, clock
from casework.referrals.choices import AWAITING, Kind, State
from casework.referrals.live import live
from casework.referrals.models import Referral
from casework.referrals.notices import people_who_answer

NEED_BECOMES: Mapping[State, NeedState] = {
    State.SENT: NeedState.REFERRED,
    State.COMPLETED: NeedState.MET,
    State.DECLINED: NeedState.OPEN,
    State.EXPIRED: NeedState.OPEN,
    State.NOT_ACHIEVED: NeedState.OPEN,
    State.WITHDRAWN: NeedState.OPEN,
}
"""What a need becomes when its referral reaches a state: never nobody's."""


def refuse(referral: Referral, case: Case, to: State) -> None:
    """Raise ``NotAllowed`` where the case does not allow what the table would."""
    if case.state == CaseState.CLOSED and to != State.WITHDRAWN:
        raise NotAllowed(_("This case is closed, so nothing was changed."))
    if to == State.SENT:
        _refuse_sending(referral, case)
    if referral.kind == Kind.HANDOVER and to in {State.COMPLETED, State.NOT_ACHIEVED}:
        _refuse_while_others_work(referral)


def _refuse_sending(referral: Referral, case: Case) -> None:
    need = referral.case_need
    if need and need.state != NeedState.OPEN:
        message = _("“%(need)s” is not open any more, so it was not sent.")
        raise NotAllowed(message % {"need": need})
    _refuse_receiver(referral, case)
    if referral.kind != Kind.REFERRAL and _change_of_lead_waits(case):
        raise NotAllowed(_("Another handover or transfer of this case waits for an answer."))
    if referral.kind == Kind.HANDOVER and case.state != CaseState.OPEN:
        raise NotAllowed(_("This case is with the coordinator already."))
    if referral.kind != Kind.REFERRAL and referral.sender_id != case.lead_id:
        raise NotAllowed(_("Another body leads this case now."))


def _refuse_receiver(referral: Referral, case: Case) -> None:
    """It is sent to nobody who left, who offers it no more, or of whom nobody would see it."""
    words = {"receiver": referral.receiver.name, "service": referral.service}
    if referral.receiver.agreement_state in GONE:
        message = _("%(receiver)s has left the agreement or is suspended. Choose another body.")
        raise NotAllowed(message % words)
    if referral.service and referral.service.status != ServiceStatus.ACTIVE:
        raise NotAllowed(_("“%(service)s” is not offered now. Choose another service.") % words)
    people = people_who_answer(referral.receiver.group)
    if people and not referral.by_link and not any(case.lets_in(one.pk) for one in people):
        message = _("Nobody of %(receiver)s may see this case. Let somebody there see it first.")
        raise NotAllowed(message % words)


def _change_of_lead_waits(case: Case) -> bool:
    return case.referrals.filter(
        kind__in=[Kind.HANDOVER, Kind.TRANSFER], state__in=AWAITING
    ).exists()


def _refuse_while_others_work(referral: Referral) -> None:
    others = Referral.objects.filter(live(), case=referral.case).exclude(pk=referral.pk)
    if others.exists():
        raise NotAllowed(_("Other referrals of this case are still open. Wait or withdraw them."))


def apply(referral: Referral, case: Case, before: State) -> None:
    """Everything that follows from the state the referral has just reached.

    ``case`` is locked, ``referral`` is not saved yet.
    """
    referral.respond_by = clock.runs_out_at(referral) if referral.state in AWAITING else None
    referral.save()
    if before != State.DRAFT or referral.state == State.SENT:
        _change_need(referral)
        _change_case(referral, case)
        _change_access(referral, case)
    due.renew(case)


def _change_need(referral: Referral) -> None:
    becomes = NEED_BECOMES.get(State(referral.state))
    if referral.case_need and becomes:
        referral.case_need.state = becomes
        referral.case_need.save(update_fields=["state"])


def _change_case(referral: Referral, case: Case) -> None:
    if referral.kind == Kind.TRANSFER and referral.state == State.ACCEPTED:
        case.lead, case.worker = referral.receiver, None
    case.state = state_of(case)
    case.save(update_fields=["lead", "worker", "state", "changed_at"])


def state_of(case: Case) -> CaseState:
    """Where a case lies, by its referrals and its lead."""
    if case.state == CaseState.CLOSED:
        return CaseState.CLOSED
    handed_over = case.referrals.filter(kind=Kind.HANDOVER, state=State.ACCEPTED).exists()
    return CaseState.COORDINATED if handed_over or coordinates(case.lead) else CaseState.OPEN


def _change_access(referral: Referral, case: Case) -> None:
    access.align(case, referral.receiver)
    if referral.state == State.SENT:
        access.show_to_all_involved(referral, case)
    if referral.state == State.ACCEPTED and referral.kind != Kind.REFERRAL:
        access.align(case, referral.sender)
        access.show_history(case, referral.receiver)
