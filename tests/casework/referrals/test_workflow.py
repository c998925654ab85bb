"""The table of steps: every state and every step of it, allowed or refused in words."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils.translation import override

from casework.cases.refusal import NotAllowed
from casework.referrals.actions import move, resume
from casework.referrals.choices import LIVE, RETURNED, Kind, Reason, State
from casework.referrals.models import Referral, Step
from casework.referrals.workflow import (
    REASONS,
    WORKFLOW,
    Side,
    by_hand,
    needs_of,
    rows,
    side_into,
    steps_from,
)
from ostoja.access.roles import ROLES
from ostoja.audit.models import AuditEvent
from tests.casework.referrals.situations import SAID, WAY, in_state, take
from tests.cast import Cast

REACHED = {kind: [State.DRAFT, *dict.fromkeys(to for _, to, _step in rows(kind))] for kind in Kind}
EVERY_STATE = [(kind, state) for kind in Kind for state in REACHED[kind]]


@contextmanager
def tried_out() -> Iterator[None]:
    """What happens in the block is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("kind", "state"), EVERY_STATE)
def test_a_step_is_taken_exactly_if_the_table_has_it(cast: Cast, kind: Kind, state: State) -> None:
    referral = in_state(cast, kind, state)
    for to in State:
        if by_hand(kind, state, to):
            assert_taken(referral, to)
        else:
            assert_refused(referral, to)


def assert_taken(referral: Referral, to: State) -> None:
    """It moves on, with a step, an audit row and a new version."""
    said = SAID.get(to, {})
    with tried_out():
        moved = move(referral=referral, to=to, version=referral.version, by=None, **said)
        assert (moved.state, moved.version) == (to, referral.version + 1)
        assert Step.objects.filter(referral=referral).latest("at").state == to
        assert AuditEvent.objects.filter(verb=f"referral.{to}", object_id=str(moved.pk)).exists()


def test_a_coordination_that_ended_with_its_case_goes_on_when_that_is_reopened(cast: Cast) -> None:
    ended = in_state(cast, Kind.HANDOVER, State.COMPLETED)
    resumed = resume(referral=ended, version=ended.version, by=cast.consultant)
    assert (resumed.state, resumed.outcome) == (State.ACCEPTED, "")
    for kind, state in EVERY_STATE:
        if (kind, state) != (Kind.HANDOVER, State.COMPLETED):
            other = in_state(cast, kind, state)
            with pytest.raises(NotAllowed):
                resume(referral=other, version=other.version, by=cast.consultant)


def assert_refused(referral: Referral, to: State) -> None:
    """Nothing is changed."""
    said = SAID.get(to, {})
    with pytest.raises(NotAllowed):
        move(referral=referral, to=to, version=referral.version, by=None, **said)
    assert Referral.objects.get(pk=referral.pk).version == referral.version


@pytest.mark.parametrize(("kind", "state"), EVERY_STATE)
def test_a_step_that_must_say_something_is_refused_without_it(
    cast: Cast, kind: Kind, state: State
) -> None:
    referral = in_state(cast, kind, state)
    if state == State.DRAFT:
        Referral.objects.filter(pk=referral.pk).update(message="", legal_basis="")
    for to, step in steps_from(kind, state).items():
        if step.needs:
            with pytest.raises(NotAllowed):
                move(referral=referral, to=to, version=referral.version, by=None)


@pytest.mark.parametrize("kind", Kind)
def test_every_state_but_the_last_ones_leads_on(kind: Kind) -> None:
    last = {
        state
        for state in REACHED[kind]
        if not any(by_hand(kind, state, to) for to in steps_from(kind, state))
    }
    ends = {State.DECLINED, State.WITHDRAWN, State.COMPLETED, State.NOT_ACHIEVED, State.EXPIRED}
    assert last == ends & set(REACHED[kind]) | (
        {State.ACCEPTED} if kind == Kind.TRANSFER else set()
    )


def test_the_referral_of_a_need_visits_every_state() -> None:
    assert set(REACHED[Kind.REFERRAL]) == set(State)


@pytest.mark.parametrize("kind", Kind)
def test_each_state_is_entered_by_hand_from_one_side_only(kind: Kind) -> None:
    for state in REACHED[kind]:
        steps = {step for _from, to, step in rows(kind) if to == state}
        sides = {step.side for step in steps} - {Side.REOPENING}
        assert len(sides) <= 1
        assert side_into(kind, state) == next(iter(sides), None)


def test_only_what_nobody_takes_needs_no_permission_and_somebody_holds_the_others() -> None:
    held = {permission for permissions in ROLES.values() for permission in permissions}
    for kind in Kind:
        for _from, _to, step in rows(kind):
            assert (step.permission is None) == (step.side in {Side.CLOCK, Side.REOPENING})
            assert step.permission is None or step.permission in held


def test_a_handover_never_expires_since_it_already_lies_with_the_coordinator() -> None:
    assert State.EXPIRED not in REACHED[Kind.HANDOVER]
    assert State.EXPIRED in REACHED[Kind.REFERRAL]


def test_every_reason_can_be_given_somewhere_and_each_refusal_has_reasons() -> None:
    assert {reason for reasons in REASONS.values() for reason in reasons} == set(Reason)
    for kind in Kind:
        for _from, to, step in rows(kind):
            assert "reason" not in step.needs or REASONS[to]


def test_states_by_their_meaning_cover_the_table() -> None:
    for kind in Kind:
        for state in WORKFLOW[kind]:
            ends_with_the_case = (kind, state) == (Kind.HANDOVER, State.COMPLETED)
            assert state in LIVE or state == State.DRAFT or ends_with_the_case
    assert not set(LIVE) & set(RETURNED)


def test_what_a_step_needs_is_known_also_where_it_is_not_possible_now() -> None:
    assert needs_of(Kind.REFERRAL, State.COMPLETED, State.DECLINED) == ("reason",)
    assert needs_of(Kind.REFERRAL, State.DRAFT, State.WITHDRAWN) == ()
    assert needs_of(Kind.HANDOVER, State.SENT, State.EXPIRED) == ()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "from which it cannot go to"), ("pl", "Nie można przejść")]
)
def test_the_refusal_is_told_in_the_language_of_the_page(
    cast: Cast, language: str, words: str
) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    with override(language), pytest.raises(NotAllowed, match=words):
        move(referral=referral, to=State.ACCEPTED, version=referral.version, by=None)


@pytest.mark.parametrize("to", [State.DECLINED, State.WITHDRAWN])
def test_a_reason_of_another_step_is_refused(cast: Cast, to: State) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    wrong = Reason.MISTAKE if to == State.DECLINED else Reason.NO_CAPACITY
    with pytest.raises(NotAllowed):
        take(referral, to, cast, reason=wrong)


def test_another_reason_is_explained(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    with pytest.raises(NotAllowed):
        take(referral, State.DECLINED, cast, reason=Reason.OTHER, explanation="  ")
    declined = take(referral, State.DECLINED, cast, reason=Reason.OTHER, explanation="Remont.")
    assert declined.explanation == "Remont."


def test_the_way_to_each_state_of_these_tests_is_in_the_table() -> None:
    for state, way in WAY.items():
        assert (way or [State.DRAFT])[-1] == state
