"""A step of a referral, a meeting or an answer from outside makes something that is to be told.

It arises in the transaction of the step, so nobody is forgotten; what waited before about the same
referral is overtaken, so the person hears the newest fact alone.
"""

from datetime import datetime

from django.db.models import Q

from casework.cases.choices_of_tasks import TaskStepKind
from casework.cases.models import Case, CaseTask
from casework.referrals.choices import WORKING, Kind, Reason
from casework.referrals.choices import State as ReferralState
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.following import is_of_the_past
from casework.referrals.models import OutsideReferral, Referral, ReferralAppointment
from casework.telling import clock
from casework.telling.actions.rows import end
from casework.telling.choices import RETURNED, State, What, WhyNot
from casework.telling.models import Telling
from ostoja.accounts.models import User
from ostoja.audit import action, record

OF_REFERRALS = {
    ReferralState.ACCEPTED: What.ACCEPTED,
    ReferralState.DECLINED: What.DECLINED,
    ReferralState.EXPIRED: What.EXPIRED,
    ReferralState.NOT_ACHIEVED: What.NOT_ACHIEVED,
    ReferralState.COMPLETED: What.COMPLETED,
}
OF_OUTSIDE = {
    OutsideState.WAITING: What.OUTSIDE,
    OutsideState.HELPED: What.OUTSIDE_HELPED,
    OutsideState.REFUSED: What.OUTSIDE_REFUSED,
    OutsideState.NO_ANSWER: What.OUTSIDE_REFUSED,
}
OWN_WISH = (Reason.PERSON_REFUSED, Reason.CONSENT_ENDED, Reason.MISTAKE)
"""Why a request was taken back of which the person knows, or need not know."""

WANTS_NO_MORE = (Reason.PERSON_REFUSED, Reason.OTHER_HELP)
"""Why a request was taken back of whose need the person knows how it stands."""


@action
def raise_telling(
    *,
    case: Case,
    what: What,
    referral: Referral | None = None,
    outside: OutsideReferral | None = None,
    meeting: datetime | None = None,
    by: User | None,
) -> Telling:
    """From now on somebody is to tell the person; the case is locked.

    Who waits for the older news has waited since then: the newer one is not late any later.
    """
    older = [*_waiting(referral, outside), *_of_former_leads(case, what)]
    for one in older:
        _end_untold(one, State.OVERTAKEN, by)
    due = min([clock.due_at(meeting), *(one.due_at for one in older if one.again_on is None)])
    made = Telling.objects.create(
        case=case,
        referral=referral,
        outside=outside,
        what=what,
        due_at=due,
        remind_at=due,
        is_sample=case.is_sample,
    )
    record("telling.raised", by=by, on=made, subject=case, what=str(what))
    return made


def _of_former_leads(case: Case, what: What) -> list[Telling]:
    """That a body leads the case is no news any more once another one does."""
    if what != What.NEW_LEAD:
        return []
    rows = Telling.objects.select_for_update(of=("self",)).select_related("case")
    return list(rows.filter(case=case, what=What.NEW_LEAD, state=State.WAITING))


def _drop(
    referral: Referral | None,
    outside: OutsideReferral | None,
    to: State,
    by: User | None,
) -> None:
    """What waits is not told any more: it is history, or the person knows."""
    for one in _waiting(referral, outside):
        _end_untold(one, to, by)


def _end_untold(one: Telling, to: State, by: User | None) -> None:
    end(one, to, why_not=WhyNot.NO_LONGER if to == State.NOT_TOLD else "", by=by)
    record("telling.dropped", by=by, on=one, subject=one.case)


def _waiting(referral: Referral | None, outside: OutsideReferral | None) -> list[Telling]:
    rows = Telling.objects.select_for_update(of=("self",)).select_related("case")
    found = rows.filter(referral=referral, outside=outside, state=State.WAITING)
    return list(found)


def follow_referral(referral: Referral, case: Case, *, by: User | None) -> None:
    """What the new state of a referral is to the person."""
    if is_of_the_past():
        return
    state = ReferralState(referral.state)
    if referral.kind == Kind.TRANSFER and state == ReferralState.ACCEPTED:
        raise_telling(case=case, what=What.NEW_LEAD, referral=referral, by=by)
    if referral.kind != Kind.REFERRAL:
        return
    if state in OF_REFERRALS:
        raise_telling(case=case, what=OF_REFERRALS[state], referral=referral, by=by)
    elif state == ReferralState.WITHDRAWN:
        _withdrawn(referral, case, by)
    elif state == ReferralState.SENT:
        _sent_on(referral, by)


def _withdrawn(referral: Referral, case: Case, by: User | None) -> None:
    """Who was told that somebody helps is told that they do not. Others need not know of it, but
    of what came before it: nobody brings them other news.
    """
    if _counts_on_it(referral) and referral.reason not in OWN_WISH:
        raise_telling(case=case, what=What.WITHDRAWN, referral=referral, by=by)
        return
    _drop(referral, None, State.OVERTAKEN, by)
    before = None if referral.reason in WANTS_NO_MORE else _gave_way_to(referral)
    if before is not None:
        raise_telling(
            case=case,
            what=What(before.what),
            referral=before.referral,
            outside=before.outside,
            by=by,
        )


def _gave_way_to(referral: Referral) -> Telling | None:
    """The news of the same need that waited until this body was asked, where nobody told it."""
    need = referral.case_need_id
    if need is None or not referral.steps.filter(state=ReferralState.SENT).exists():
        return None
    about = Q(referral__case_need=need) | Q(outside__case_need=need)
    rows = Telling.objects.filter(about).exclude(referral=referral)
    newest = rows.select_related("referral", "outside").order_by("since", "pk").last()
    if newest is None or newest.state != State.OVERTAKEN or newest.what not in RETURNED:
        return None
    return newest


def _counts_on_it(referral: Referral) -> bool:
    """Whether the person heard of it: from us, or from whoever named the first meeting."""
    if Telling.objects.filter(referral=referral, state=State.TOLD).exists():
        return True
    return ReferralAppointment.objects.filter(referral=referral, task__person_told=True).exists()


def _sent_on(referral: Referral, by: User | None) -> None:
    """The next body is asked with the same need: what it answers is what the person hears, unless
    they count on the first one by now.
    """
    rows = Telling.objects.select_for_update(of=("self",)).select_related("case")
    came_back = rows.filter(state=State.WAITING, what__in=RETURNED, case=referral.case_id)
    need = referral.case_need_id
    for one in came_back.select_related("referral", "outside", "case"):
        about = one.referral or one.outside
        if about is None or about.case_need_id != need:
            continue
        if one.referral is None or not _counts_on_it(one.referral):
            _end_untold(one, State.OVERTAKEN, by)


def follow_meeting(referral: Referral, case: Case, task: CaseTask, *, by: User | None) -> None:
    """A first meeting was named; whoever named it may have told the person."""
    if is_of_the_past():
        return
    if task.person_told:
        _drop(referral, None, State.NOT_TOLD, by)
        return
    raise_telling(case=case, what=What.APPOINTMENT, referral=referral, meeting=task.due_at, by=by)


def follow_move(task: CaseTask, by: User | None) -> None:
    """A first meeting has another time or place."""
    named = _first_meeting(task)
    if named is not None and named.referral.state in WORKING:
        follow_meeting(named.referral, task.case, task, by=by)


def follow_task(task: CaseTask, step: TaskStepKind, by: User | None) -> None:
    """A first meeting was called off, or took place."""
    named = _first_meeting(task)
    if named is None or named.referral.state not in WORKING:
        return
    referral, case = named.referral, task.case
    if step == TaskStepKind.CANCELLED:
        _called_off(referral, case, task, by)
    elif step == TaskStepKind.REOPENED:
        _takes_place_after_all(referral, case, task, by)
    elif step == TaskStepKind.DONE:
        _drop(referral, None, State.NOT_TOLD, by)


def _called_off(referral: Referral, case: Case, task: CaseTask, by: User | None) -> None:
    """Who knows of the meeting hears that it does not take place; others, that somebody helps."""
    told = Telling.objects.filter(referral=referral, state=State.TOLD)
    if task.person_told or told.filter(what=What.APPOINTMENT).exists():
        raise_telling(case=case, what=What.CALLED_OFF, referral=referral, by=by)
    elif told.filter(what=What.ACCEPTED).exists():
        _drop(referral, None, State.OVERTAKEN, by)
    else:
        raise_telling(case=case, what=What.ACCEPTED, referral=referral, by=by)


def _takes_place_after_all(referral: Referral, case: Case, task: CaseTask, by: User | None) -> None:
    """Who heard that it was called off hears that it is not, though they knew of it once."""
    told = Telling.objects.filter(referral=referral, state=State.TOLD)
    if task.person_told and told.filter(what=What.CALLED_OFF).exists():
        raise_telling(
            case=case, what=What.APPOINTMENT, referral=referral, meeting=task.due_at, by=by
        )
    else:
        follow_meeting(referral, case, task, by=by)


def _first_meeting(task: CaseTask) -> ReferralAppointment | None:
    found = ReferralAppointment.objects.filter(task=task)
    return found.select_related("referral").first()


def follow_outside(asked: OutsideReferral, case: Case, *, by: User | None) -> None:
    """A body outside was asked, or answered. Whoever goes there alone knows of it."""
    if is_of_the_past():
        return
    goes_alone = asked.way == OutsideWay.PERSON and asked.state == OutsideState.WAITING
    what = OF_OUTSIDE.get(OutsideState(asked.state))
    if asked.state == OutsideState.TAKEN_BACK and _waits_for_it(asked):
        what = What.WITHDRAWN
    if what is not None and not goes_alone:
        raise_telling(case=case, what=what, outside=asked, by=by)
    else:
        _drop(None, asked, State.OVERTAKEN, by)


def _waits_for_it(asked: OutsideReferral) -> bool:
    """Whether the person heard that a body was asked, and did not end the consent themselves."""
    if asked.consent is not None and not asked.consent.holds:
        return False
    return Telling.objects.filter(outside=asked, state=State.TOLD).exists()
