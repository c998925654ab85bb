"""One person asks another to take a duty over: what happens, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.roster import actions
from casework.roster.choices import SwapState
from casework.roster.models import DutyPlace, Shift, Swap
from casework.roster.refusals import DutyRefused
from casework.roster.workflow import NotAllowed
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.actions import deactivate
from ostoja.accounts.handover import open_work_of
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.roster.making import (
    FRIDAY,
    clock,
    make_absence,
    make_place,
    make_shift,
)
from tests.cast import Cast, make_person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SATURDAY = FRIDAY + DAY


def verbs() -> set[str]:
    return set(AuditEvent.objects.values_list("verb", flat=True))


def told(person: User) -> set[str]:
    waiting = Notification.objects.filter(person=person, read_at=None)
    return set(waiting.values_list("kind", flat=True))


def move(cast: Cast, shift: Shift, person: User | None, version: int = 0) -> Shift:
    return actions.change_shift(
        pk=shift.pk,
        version=version or shift.version,
        place=shift.place,
        person=person,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        by=cast.supervisor,
    )


def ask(cast: Cast, shift: Shift, in_return: Shift | None = None) -> Swap:
    return actions.ask_swap(
        submission=uuid4(),
        shift=shift,
        asked=cast.colleague,
        in_return=in_return,
        by=cast.consultant,
    )


def test_somebody_takes_a_duty(cast: Cast, shift: Shift) -> None:
    swap = ask(cast, shift)
    assert told(cast.colleague) == {"swap-asked"}
    done = actions.agree_swap(pk=swap.pk, version=swap.version, by=cast.colleague)
    shift.refresh_from_db()
    assert (done.state, shift.person, shift.version) == (SwapState.DONE, cast.colleague, 2)
    assert told(cast.colleague) == set()
    assert told(cast.consultant) == {"swap-answered"}
    assert verbs() >= {"swap.asked", "swap.done"}


def test_two_duties_change_hands_even_at_the_same_time(cast: Cast, shift: Shift) -> None:
    hostel = make_place("hostel")
    same_time = make_shift(hostel, cast.colleague, shift.starts_at)
    swap = ask(cast, shift, same_time)
    actions.agree_swap(pk=swap.pk, version=1, by=cast.colleague)
    shift.refresh_from_db()
    same_time.refresh_from_db()
    assert (shift.person, same_time.person) == (cast.colleague, cast.consultant)


def test_where_the_city_approves_nothing_happens_before(
    cast: Cast, place: DutyPlace, shift: Shift
) -> None:
    place.approves_swaps = True
    place.save()
    swap = ask(cast, shift)
    agreed = actions.agree_swap(pk=swap.pk, version=1, by=cast.colleague)
    shift.refresh_from_db()
    assert (agreed.state, shift.person) == (SwapState.AGREED, cast.consultant)
    assert "swap-to-approve" in told(cast.supervisor)
    with pytest.raises(NotAllowed):
        actions.approve_swap(pk=swap.pk, version=2, by=cast.colleague)
    actions.approve_swap(pk=swap.pk, version=2, by=cast.supervisor)
    shift.refresh_from_db()
    assert shift.person == cast.colleague
    assert told(cast.supervisor) == set()
    assert "swap-answered" in told(cast.consultant) & told(cast.colleague)


def test_a_planner_refuses(cast: Cast, place: DutyPlace, shift: Shift) -> None:
    place.approves_swaps = True
    place.save()
    swap = ask(cast, shift)
    actions.agree_swap(pk=swap.pk, version=1, by=cast.colleague)
    actions.refuse_swap(pk=swap.pk, version=2, by=cast.supervisor)
    shift.refresh_from_db()
    assert shift.person == cast.consultant
    assert ask(cast, shift).state == SwapState.ASKED  # it may be asked again


@pytest.mark.parametrize(
    ("act", "who", "state"),
    [
        (actions.decline_swap, "colleague", SwapState.DECLINED),
        (actions.withdraw_swap, "consultant", SwapState.WITHDRAWN),
    ],
)
def test_either_ends_it(
    cast: Cast, shift: Shift, act: Callable[..., Swap], who: str, state: SwapState
) -> None:
    swap = ask(cast, shift)
    for other in ("supervisor", "coordinator"):
        with pytest.raises(NotAllowed):
            act(pk=swap.pk, version=1, by=getattr(cast, other))
    assert act(pk=swap.pk, version=1, by=getattr(cast, who)).state == state
    with pytest.raises(StaleObject):
        act(pk=swap.pk, version=1, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        act(pk=swap.pk, version=2, by=getattr(cast, who))


def _colleague_left(cast: Cast) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)


def _colleague_away(cast: Cast) -> None:
    make_absence(cast.colleague, FRIDAY)


def _colleague_busy(cast: Cast) -> None:
    make_shift(make_place("hostel"), cast.colleague, clock(FRIDAY, "8:00"))


CANNOT = [_colleague_left, _colleague_away, _colleague_busy]


@pytest.mark.parametrize("before", CANNOT)
def test_who_cannot_be_asked(cast: Cast, shift: Shift, before: Callable[[Cast], None]) -> None:
    before(cast)
    with pytest.raises(DutyRefused) as refused:
        ask(cast, shift)
    assert refused.value.field == "asked"
    assert not Swap.objects.exists()


@pytest.mark.parametrize("before", CANNOT)
def test_who_cannot_any_more_cannot_agree(
    cast: Cast, shift: Shift, before: Callable[[Cast], None]
) -> None:
    swap = ask(cast, shift)
    before(cast)
    with pytest.raises(DutyRefused):
        actions.agree_swap(pk=swap.pk, version=1, by=cast.colleague)
    swap.refresh_from_db()
    shift.refresh_from_db()
    assert (swap.state, swap.version, shift.person) == (SwapState.ASKED, 1, cast.consultant)


def test_one_duty_is_asked_about_once_at_a_time(cast: Cast, shift: Shift) -> None:
    submission = uuid4()
    facts: dict[str, Any] = {"submission": submission, "shift": shift, "asked": cast.colleague}
    first = actions.ask_swap(**facts, by=cast.consultant)
    assert actions.ask_swap(**facts, by=cast.consultant) == first
    with pytest.raises(DutyRefused):
        ask(cast, shift)


def test_a_duty_that_has_begun_is_not_swapped(cast: Cast, place: DutyPlace) -> None:
    with pytest.raises(DutyRefused):
        ask(cast, make_shift(place, cast.consultant))


def test_nobody_gives_away_what_is_anothers(cast: Cast, other: Shift) -> None:
    with pytest.raises(DutyRefused):
        ask(cast, other)


def test_what_the_planner_changes_ends_the_question(cast: Cast, shift: Shift, other: Shift) -> None:
    third = make_person(Role.CONSULTANT, cast.centre, "third@city.example")
    swap = ask(cast, shift, other)
    move(cast, other, third)
    swap.refresh_from_db()
    assert swap.state == SwapState.LAPSED
    assert "swap-asked" not in told(cast.colleague)


def test_who_leaves_hands_their_coming_duties_over(
    cast: Cast, place: DutyPlace, shift: Shift
) -> None:
    past = make_shift(place, cast.consultant, timezone.now() - 2 * DAY)
    token = actions.make_feed(by=cast.consultant)
    swap = ask(cast, shift)
    assert token
    assert [one.number for one in open_work_of(cast.consultant) if "yżur" in str(one.label)] == [1]
    deactivate(user=cast.consultant, by=cast.administrator)
    shift.refresh_from_db()
    past.refresh_from_db()
    swap.refresh_from_db()
    assert (shift.person, past.person, swap.state) == (None, cast.consultant, SwapState.LAPSED)
    assert "duty-vacant" in told(cast.supervisor)
    assert "calendar_feed.revoked" in verbs()


def test_a_deactivated_person_is_swapped_with_by_nobody(cast: Cast, shift: Shift) -> None:
    swap = ask(cast, shift)
    deactivate(user=cast.colleague, by=cast.administrator)
    swap.refresh_from_db()
    assert swap.state == SwapState.LAPSED
    with pytest.raises(NotAllowed):
        actions.agree_swap(pk=swap.pk, version=swap.version, by=cast.colleague)
