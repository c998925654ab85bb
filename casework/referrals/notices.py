"""What this room tells people. Nothing in it says anything about a case."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import Group

from casework.cases import notices as of_cases
from casework.referrals.choices import AWAITING, Kind, State
from casework.referrals.kinds import (
    ACCEPTED,
    ARRIVED,
    CAME_BACK,
    COMPLETED,
    CONSENT_ENDED,
    EXPIRED,
    HANDED_OVER,
    NOT_PICKED_UP,
    TIME_ENDS,
    WITHDRAWN,
)
from casework.referrals.models import Referral, Step
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.accounts.models import User
from ostoja.notifications import kinds
from ostoja.notifications.telling import event_of, notify, settle

TO_RECEIVER = {State.SENT: ARRIVED, State.WITHDRAWN: WITHDRAWN}
TO_SENDER = {
    State.ACCEPTED: ACCEPTED,
    State.DECLINED: CAME_BACK,
    State.NOT_ACHIEVED: CAME_BACK,
    State.EXPIRED: EXPIRED,
    State.COMPLETED: COMPLETED,
}


def announce(referral: Referral, before: State, step: Step, *, by: User | None) -> None:
    """Tell the people whom a referral's new state concerns, except the one who caused it."""
    state = State(referral.state)
    if state not in AWAITING:
        settle(ARRIVED, HANDED_OVER, TIME_ENDS, about=referral.pk)
    if before == State.COMPLETED:
        people = _sending_people(referral).union(people_who_answer(referral.receiver.group))
        of_cases.reopened(referral.case, people, by=by)
        return
    if state in TO_RECEIVER and referral.steps.filter(state=State.SENT).exists():
        kind = HANDED_OVER if _is_handed_over(referral) else TO_RECEIVER[state]
        _tell(kind, people_who_answer(referral.receiver.group), referral, step.pk, by)
    if state in TO_SENDER:
        _tell(TO_SENDER[state], _sending_people(referral), referral, step.pk, by)


def time_ends(referral: Referral) -> int:
    """Tell those who owe the answer that their time ends soon; how many."""
    people = who_is_told_of_clock(referral)
    return _tell(TIME_ENDS, people, referral, clock_event(referral), None)


def clock_event(referral: Referral) -> UUID:
    """The id of the end of the present clock; one that starts anew has another."""
    return event_of(referral.pk, f"time ends {referral.respond_by}")


def consent_ended(referral: Referral, *, by: User | None) -> None:
    """Tell the sender's side; the receiver is told as of any other withdrawal."""
    event = event_of(referral.pk, "consent ended")
    _tell(CONSENT_ENDED, _sending_people(referral), referral, event, by)


def not_picked_up(referral: Referral) -> int:
    """Tell who must see to it; how many."""
    event = pick_up_event(referral)
    return _tell(NOT_PICKED_UP, who_sees_to_it(referral), referral, event, None)


def who_sees_to_it(referral: Referral) -> list[User]:
    """The supervisors of the sender and of the lead; where none of them may see the case, everybody
    who coordinates at the sender; in a restricted case at last those who are named.
    """
    groups = [referral.sender.group, referral.case.lead.group]
    coordinators = [role for role, held in ROLES.items() if Permission.CASE_COORDINATE in held]
    named = User.objects.filter(is_active=True, pk__in=referral.case.named or [])
    return (
        _who_sees(referral, _with_role(groups, [Role.SUPERVISOR]))
        or _who_sees(referral, _with_role(groups[:1], coordinators))
        or _who_sees(referral, named)
    )


def who_is_told_of_clock(referral: Referral) -> list[User]:
    """Those who owe the answer and see the referral."""
    return _who_sees(referral, people_who_answer(referral.receiver.group))


def _who_sees(referral: Referral, people: Iterable[User]) -> list[User]:
    return [person for person in people if referral.case.lets_in(person.pk)]


def pick_up_event(referral: Referral) -> UUID:
    """The id of the end of the time to decide; a referral comes back once."""
    return event_of(referral.pk, "not picked up")


def _with_role(groups: list[Group], roles: list[Role]) -> list[User]:
    people = User.objects.filter(
        is_active=True, memberships__group__in=groups, memberships__role__in=roles
    )
    return list(people.distinct())


def noted(referral: Referral) -> None:
    """Somebody on the sender's side took note, or decided: nobody needs to be told any more."""
    settle(CAME_BACK, EXPIRED, NOT_PICKED_UP, about=referral.pk)


def people_who_answer(group: Group) -> list[User]:
    """Those of a body's people whose role lets them answer referrals."""
    roles = [role for role, held in ROLES.items() if Permission.REFERRAL_ANSWER in held]
    people = User.objects.filter(
        is_active=True, memberships__group=group, memberships__role__in=roles
    )
    return list(people.distinct())


def _is_handed_over(referral: Referral) -> bool:
    return referral.kind == Kind.HANDOVER and referral.state == State.SENT


def _sending_people(referral: Referral) -> set[User]:
    """Who wrote it, and who works on the case: both wait for the outcome."""
    people = {referral.created_by, referral.case.worker}
    return {person for person in people if person is not None}


def _tell(
    kind: kinds.Kind, people: Iterable[User], referral: Referral, event: UUID, by: User | None
) -> int:
    return notify(kind, to=people, event=event, about=referral.pk, by=by)
