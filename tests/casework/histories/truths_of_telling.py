"""What holds of what people must be told, and of plans; each gives what is wrong, in words."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404
from django.utils import timezone

from casework.cases.choices import CaseState
from casework.cases.models import Case, PlanGoal, PlanReview
from casework.cases.plan import case_with_plan, goals_for, soonest_review
from casework.cases.selectors import sight_of
from casework.referrals.choices import AWAITING, WORKING, Kind
from casework.referrals.choices import State as Of
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.models import OutsideReferral, Referral
from casework.telling.choices import State, What
from casework.telling.models import Telling
from casework.telling.selectors import on_the_desk, waiting_for
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.truths import Wrong
from tests.casework.histories.who_may import CHANGE, COORDINATE, SUMMARY, Picture

MUST_BE_TOLD = {
    (Kind.REFERRAL, Of.ACCEPTED): What.ACCEPTED,
    (Kind.REFERRAL, Of.DECLINED): What.DECLINED,
    (Kind.REFERRAL, Of.EXPIRED): What.EXPIRED,
    (Kind.REFERRAL, Of.NOT_ACHIEVED): What.NOT_ACHIEVED,
    (Kind.REFERRAL, Of.COMPLETED): What.COMPLETED,
    (Kind.TRANSFER, Of.ACCEPTED): What.NEW_LEAD,
}
FITS: dict[str, tuple[str, ...]] = {
    What.ACCEPTED: WORKING,
    What.APPOINTMENT: WORKING,
    What.CALLED_OFF: WORKING,
    What.DECLINED: (Of.DECLINED,),
    What.EXPIRED: (Of.EXPIRED,),
    What.NOT_ACHIEVED: (Of.NOT_ACHIEVED,),
    What.COMPLETED: (Of.COMPLETED,),
    What.WITHDRAWN: (Of.WITHDRAWN,),
    What.NEW_LEAD: (Of.ACCEPTED,),
    What.OUTSIDE: (OutsideState.WAITING,),
    What.OUTSIDE_HELPED: (OutsideState.HELPED,),
    What.OUTSIDE_REFUSED: (OutsideState.REFUSED, OutsideState.NO_ANSWER),
}
"""In which state a referral, or what was asked outside, is while it is still news."""


def what_must_be_told_is_noted(now: Picture) -> Wrong:
    """Each event of which a person must hear has its row, however it happened."""
    told = Counter(Telling.objects.values_list("referral", "what"))
    for referral in Referral.objects.prefetch_related("steps"):
        states = Counter((Kind(referral.kind), Of(one.state)) for one in referral.steps.all())
        for key, what in MUST_BE_TOLD.items():
            if told[referral.pk, what.value] < states[key]:
                yield f"nobody is to tell that {referral.kind} {referral} was {key[1]}"
    for asked in OutsideReferral.objects.exclude(state=OutsideState.TAKEN_BACK):
        goes_alone = asked.way == OutsideWay.PERSON and asked.state == OutsideState.WAITING
        fitting = [what for what, states in FITS.items() if asked.state in states]
        if not goes_alone and not asked.tellings.filter(what__in=fitting).exists():
            yield f"nobody is to tell what became of {asked}"


def only_what_is_news_waits(now: Picture) -> Wrong:
    """Nobody is told what is not so any more."""
    waiting = Telling.objects.filter(state=State.WAITING)
    for one in waiting.select_related("referral__receiver", "outside", "case"):
        about: Any = one.referral or one.outside
        if about.state not in FITS[one.what]:
            yield f"{one} waits, and it is {about.state} by now"
        if about.case_id != one.case_id:
            yield f"{one} is told in a case in which it did not happen"
        if one.what == What.NEW_LEAD and about.receiver_id != one.case.lead_id:
            yield f"{one} waits, and {about.receiver} does not lead the case any more"


def what_waits_to_be_told_is_on_a_desk(now: Picture) -> Wrong:
    """Of all who hold the case, and nobody else; somebody's first page has it."""
    waiting = list(Telling.objects.filter(state=State.WAITING))
    on_desks: set[Telling] = set()
    for person in now.world.people if waiting else ():
        seen = set(waiting_for(person))
        on_desks |= set(on_the_desk(person))
        for one in waiting:
            due = any(now.may(person, one.case_id, may) for may in (CHANGE, COORDINATE))
            if (one in seen) != due:
                yield f"{person} has {one} to tell: {one in seen}"
    later = {one for one in waiting if one.again_on and one.again_on > timezone.localdate()}
    yield from (f"{one} is on nobody's desk" for one in set(waiting) - on_desks - later)


def who_was_not_told_hears_newer_news(now: Picture) -> Wrong:
    """What was overtaken gave way to something: told, to be told, or awaited."""
    rows = list(Telling.objects.select_related("referral", "outside").order_by("since", "pk"))
    for one in rows:
        if one.state == State.OVERTAKEN and not _gave_way(one, rows):
            yield f"{one} was overtaken by nothing"


def _gave_way(one: Telling, rows: Iterable[Telling]) -> bool:
    about: Any = one.referral or one.outside
    same = [row for row in rows if (row.referral, row.outside) == (one.referral, one.outside)]
    if one.what == What.NEW_LEAD:
        same = [row for row in rows if (row.case_id, row.what) == (one.case_id, one.what)]
    if any(row.since > one.since or row.state == State.TOLD for row in same):
        return True
    if about.state in {Of.WITHDRAWN, OutsideState.TAKEN_BACK}:
        return True  # they did not know that it was asked
    return any(_goes_on(later, rows) for later in _asked_since(about))


def _asked_since(about: Any) -> Iterable[Any]:
    """Whoever was asked for help with the same need later."""
    same = {"case_need": about.case_need_id, "created_at__gt": about.created_at}
    return Referral.objects.filter(kind=Kind.REFERRAL, **same)


def _goes_on(later: Referral, rows: Iterable[Telling]) -> bool:
    return later.state in AWAITING or any(row.referral == later for row in rows)


def plans_are_looked_at_in_time(now: Picture) -> Wrong:
    """A talk that is to be held is a term of its case; nothing of a plan is left behind."""
    for case in now.cases.values():
        soonest = soonest_review(case)
        if case.state == CaseState.CLOSED or soonest is None:
            continue
        if case.due_at is None or case.due_at > soonest:
            yield f"{case} is due {case.due_at}, a talk about its plan {soonest}"
    for model in (PlanGoal, PlanReview):
        for row in model._default_manager.filter(case__merged_into__isnull=False):
            yield f"{row} was left with a case that is no more"


def plans_are_read_by_who_leads(now: Picture) -> Wrong:
    """And by who coordinates; whoever only helps reads nothing of it. Slow: asked at the end."""
    for case in now.cases.values():
        number = case.goals.count()
        for person in now.world.people if number else ():
            due = number if _reads(now, person, case) else 0
            if _goals_read(person, case) != due:
                yield f"{person} reads the goals of {case}, or does not"


def _goals_read(person: User, case: Case) -> int:
    try:
        found = case_with_plan(person, case.pk, Permission.CASE_VIEW)
    except Http404:
        return 0
    return goals_for(found, sight_of(found, person)).count()


def _reads(now: Picture, person: User, case: Case) -> bool:
    leads = case.lead.group_id in now.holds_for(person, Permission.CASE_VIEW)
    return now.may(person, case.pk, SUMMARY) and (leads or now.may(person, case.pk, COORDINATE))


TRUTHS: tuple[Callable[[Picture], Wrong], ...] = (
    what_must_be_told_is_noted,
    only_what_is_news_waits,
    what_waits_to_be_told_is_on_a_desk,
    who_was_not_told_hears_newer_news,
    plans_are_looked_at_in_time,
)
