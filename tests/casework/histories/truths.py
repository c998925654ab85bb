"""What holds after each step of any history; each gives what is wrong, in words."""

from collections import Counter
from collections.abc import Callable, Iterator
from uuid import UUID

from django.http import Http404

from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, CaseNeed
from casework.cases.selectors import case_for, cases_visible_to, may_finish, sight_of
from casework.cases.workers import workers_of
from casework.referrals.choices import AWAITING, LIVE, RETURNED, Kind, LegalBasis, State
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.models import OutsideReferral, Referral
from casework.referrals.on_case import CLOSING_RULE
from casework.referrals.selectors import (
    referrals_visible_to,
    returned_to_us,
    sent_by_us,
    waiting_for_us,
)
from casework.referrals.workflow import WORKFLOW, Side, steps_from
from casework.shelter.models import BedNight, Facility, Hold, Stay
from casework.shelter.nights import nights_of
from casework.shelter.selectors import holds_visible_to, stays_visible_to
from ostoja.access.door import groups_by_permission, visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.who_may import COORDINATE, VIEW, Picture, kept_out

HOUSE = "facility__organisation"
READ = [Permission.CASE_SUMMARY, COORDINATE]
OF_CLOSING = CLOSING_RULE.obstacle
Wrong = Iterator[str]


def no_state_outside_the_table(now: Picture) -> Wrong:
    """Each referral came by steps of the table to where it is."""
    for referral in Referral.objects.prefetch_related("steps"):
        before = State.DRAFT
        for step in sorted(referral.steps.all(), key=lambda one: one.at):
            if step.state not in WORKFLOW[Kind(referral.kind)].get(before, {}):
                yield f"{referral.kind} went from {before} to {step.state}"
            before = State(step.state)
        if before != referral.state:
            yield f"{referral.kind} is {referral.state}, its last step was {before}"


def nobody_may_without_a_reason(now: Picture) -> Wrong:
    """The grants and readers of each case are exactly those that are due."""
    for case in now.cases.values():
        due, given = now.due[case.pk], groups_by_permission(case)
        for group in due.keys() | {one for groups in given.values() for one in groups}:
            has = {one for one, groups in given.items() if group in groups}
            if has != due.get(group, set()):
                yield f"{case}: group {group} has {sorted(has)}, due {sorted(due.get(group, ()))}"
        if set(case.readers) != {group for group, allowed in due.items() if VIEW in allowed}:
            yield f"{case}: readers {case.readers}"


def everybody_sees_what_they_may(now: Picture) -> Wrong:
    """The door and the list say what the model says, for each person and permission."""
    for person in now.world.people:
        listed = set(cases_visible_to(person).values_list("pk", flat=True))
        for one in (VIEW, *READ):
            found = visible_to(person, Case.objects.all(), one)
            have = set(found.values_list("pk", flat=True))
            due = {pk for pk in now.cases if now.may(person, pk, one)}
            if have != due:
                yield f"{person}: {one} on {_names(now, have)}, due {_names(now, due)}"
            if one == VIEW and listed != {pk for pk in due if not now.cases[pk].merged_into_id}:
                yield f"{person} has {_names(now, listed)} on the list"


def _names(now: Picture, keys: set[UUID]) -> list[str]:
    return sorted(str(now.cases[pk]) for pk in keys)


def the_door_says_the_same(now: Picture) -> Wrong:
    """Each case opened by each person; slow, so asked at the end of a history."""
    for person in now.world.people:
        for case in now.cases.values():
            if _opens(person, case) != now.may(person, case.pk, VIEW):
                yield f"{person} opens {case}, or does not"


def _opens(person: User, case: Case) -> bool:
    try:
        case_for(person, case.pk, VIEW)
    except Http404:
        return False
    return True


def no_referral_is_seen_without_a_reason(now: Picture) -> Wrong:
    """Nobody sees one of a case that is kept from them, nor a draft of a case not theirs."""
    for person in now.world.people:
        for referral in referrals_visible_to(person):
            if kept_out(person, now.cases[referral.case_id]):
                yield f"{person} sees {referral}, and is kept from the case"


def no_case_without_an_owner(now: Picture) -> Wrong:
    """Somebody of the lead sees each open case; where it is coordinated, somebody who may."""
    for case in now.cases.values():
        if case.state == CaseState.CLOSED:
            if case.due_at is not None:
                yield f"{case} is closed and due"
            continue
        people = workers_of([case.lead.group_id])
        if all(kept_out(person, case) for person in people):
            yield f"nobody of {case.lead} sees {case}"
        coordinated = any(now.may(person, case.pk, COORDINATE) for person in now.world.people)
        if coordinated and case.state != CaseState.COORDINATED:
            yield f"{case} is {case.state} and coordinated"
        if not any(_finishes(now, person, case) for person in now.world.people):
            yield f"nobody can finish {case}, which is {case.state}"
        if case.worker and (case.worker not in people or kept_out(case.worker, case)):
            yield f"{case.worker} works on {case} and cannot"


def _finishes(now: Picture, person: User, case: Case) -> bool:
    if case.state != CaseState.COORDINATED or not (case.named or case.excluded):
        return True  # then whoever leads or coordinates it does: see above
    return now.may(person, case.pk, VIEW) and may_finish(case, sight_of(case, person))


def what_waits_lies_with_somebody(now: Picture) -> Wrong:
    """Whatever came back is on a desk until it was decided; what waits too."""
    pending = [*RETURNED, *AWAITING]
    found = Referral.objects.filter(state__in=pending).select_related("case", "case_need")
    people = now.world.people if found else []
    back = {row.pk for one in people for row in returned_to_us(one)}
    waits = {row.pk for one in people for row in [*waiting_for_us(one), *sent_by_us(one)]}
    for referral in found:
        is_asked = referral.state in AWAITING and referral.kind == Kind.HANDOVER
        if is_asked and referral.pk not in waits:
            yield f"{referral} waits for nobody"
        if _undecided(referral) and referral.pk not in back:
            yield f"{referral.kind} {referral} came back to nobody ({referral.state})"


def _undecided(referral: Referral) -> bool:
    if referral.state not in RETURNED or referral.case.state == CaseState.CLOSED:
        return False
    same = Referral.objects.filter(case=referral.case, kind=referral.kind)
    later = same.filter(created_at__gt=referral.created_at).exclude(
        state__in=[State.DRAFT, State.WITHDRAWN]
    )
    if referral.kind != Kind.REFERRAL:
        return referral.acknowledged_at is None and not later.exists()
    is_open = referral.case_need is not None and referral.case_need.state == NeedState.OPEN
    return is_open and not later.filter(case_need=referral.case_need).exists()


def what_ended_stands_in_nobodys_way(now: Picture) -> Wrong:
    """A case is closed and its coordination ends once no referral of it has a step to take."""
    sent = Referral.objects.exclude(state=State.DRAFT)
    going = {one.case_id for one in sent if _goes_on(one)}
    for case in now.cases.values():
        if case.state != CaseState.CLOSED and bool(OF_CLOSING(case)) != (case.pk in going):
            yield f"{case}: closing it is refused, or is not: {OF_CLOSING(case)}"


def _goes_on(referral: Referral) -> bool:
    coordinates = (referral.kind, referral.state) == (Kind.HANDOVER, State.ACCEPTED)
    steps = steps_from(referral.kind, referral.state).values()
    return not coordinates and any(one.side != Side.REOPENING for one in steps)


def needs_say_who_has_them(now: Picture) -> Wrong:
    """A need is with somebody exactly while a referral of it is alive, or a body outside is asked;
    an open one is due.
    """
    live = Referral.objects.filter(kind=Kind.REFERRAL, state__in=LIVE)
    asked = OutsideReferral.objects.filter(state=OutsideState.WAITING)
    outside = dict(asked.values_list("case_need", "case"))
    inside = dict(live.values_list("case_need", "case"))
    yield from (f"need {one} is with two bodies" for one in inside.keys() & outside.keys())
    at_work = inside | outside
    for need in CaseNeed.objects.select_related("need", "case"):
        if (need.pk in at_work) != (need.state == NeedState.REFERRED):
            yield f"{need} of {need.case} is {need.state}, at work: {need.pk in at_work}"
        if at_work.get(need.pk, need.case_id) != need.case_id:
            yield f"a referral of {need} belongs to another case"
        is_open = need.state == NeedState.OPEN and need.case.state != CaseState.CLOSED
        if is_open and need.case.due_at is None:
            yield f"{need} of {need.case} is open and never due"


def consents_hold(now: Picture) -> Wrong:
    """Nothing is shared any more on a consent that was taken back."""
    over = Referral.objects.filter(
        legal_basis=LegalBasis.CONSENT, consent__withdrawn_at__isnull=False, state__in=LIVE
    )
    # One that gave the lead away is over.
    for referral in over.exclude(kind=Kind.TRANSFER, state=State.ACCEPTED):
        yield f"{referral} rests on a consent that was withdrawn"
    outside = OutsideReferral.objects.filter(
        legal_basis=LegalBasis.CONSENT,
        consent__withdrawn_at__isnull=False,
        state=OutsideState.WAITING,
    )
    for asked in outside:
        yield f"{asked} rests on a consent that was withdrawn"


def no_bed_twice(now: Picture) -> Wrong:
    """Each night has one bed for one person, of the very case that stays or waits for it."""
    rows = list(BedNight.objects.select_related("stay", "hold__referral"))
    for what, number in Counter((row.bed_id, row.night) for row in rows).items():
        if number > 1:
            yield f"bed twice: {what}"
    for row in rows:
        owner = row.stay.case_id if row.stay else row.hold.referral.case_id if row.hold else None
        if row.case_id != owner:
            yield f"a night of {row.case_id} belongs to {owner}"


def beds_are_kept_for_their_days(now: Picture) -> Wrong:
    """A stay has a row for each night and person; a hold has rows until it ends."""
    for stay in Stay.objects.all():
        until = stay.ended_on or stay.planned_end_on
        if stay.nights.count() != len(nights_of(stay.started_on, until)) * stay.people:
            yield f"{stay} has not the nights of its days"
    for hold in Hold.objects.select_related("referral"):
        if hold.nights.exists() != (hold.ended_at is None):
            yield f"{hold} holds, or does not"
        if hold.ended_at is None and hold.referral.state not in LIVE:
            yield f"{hold} holds a bed for nothing"


def beds_are_seen_by_whom_they_concern(now: Picture) -> Wrong:
    """Who stays, waits or is expected somewhere: for the house and for who sees the case."""
    holds = Hold.objects.select_related(HOUSE, "referral")
    taken: list[tuple[Stay | Hold, UUID]] = [(one, one.referral.case_id) for one in holds]
    taken += [(one, one.case_id) for one in Stay.objects.select_related(HOUSE)]
    for person in now.world.people if taken else ():
        seen = {*stays_visible_to(person), *holds_visible_to(person)}
        for one, case in taken:
            if (one in seen) != _sees_bed(now, person, case, one.facility):
                yield f"{person} sees {one._meta.model_name} of {now.cases[case]}: {one in seen}"


def _sees_bed(now: Picture, person: User, case: UUID, house: Facility) -> bool:
    groups = now.holds_for(person, Permission.STAY_VIEW)
    if kept_out(person, now.cases[case]) or not groups:
        return False
    return house.organisation.group_id in groups or now.may(person, case, VIEW)


TRUTHS: tuple[Callable[[Picture], Wrong], ...] = (
    no_state_outside_the_table,
    nobody_may_without_a_reason,
    everybody_sees_what_they_may,
    no_referral_is_seen_without_a_reason,
    no_case_without_an_owner,
    what_waits_lies_with_somebody,
    what_ended_stands_in_nobodys_way,
    needs_say_who_has_them,
    consents_hold,
    no_bed_twice,
    beds_are_kept_for_their_days,
    beds_are_seen_by_whom_they_concern,
)
