"""The table of a conversation's steps."""

import pytest

from casework.intake.choices import ConversationState as State
from casework.intake.workflow import WORKFLOW, NotAllowed, after_the_resident_wrote, check
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

STAFF = User(full_name="Someone")


def test_every_state_is_in_the_table() -> None:
    assert set(WORKFLOW) == set(State)
    assert all(set(steps) <= set(State) for steps in WORKFLOW.values())


def test_staff_need_the_permission_to_answer() -> None:
    steps = [step for row in WORKFLOW.values() for step in row.values()]
    assert {step.permission for step in steps} == {None, Permission.CONVERSATION_ANSWER}


@pytest.mark.parametrize("state", State)
def test_a_resident_may_write_in_every_state(state: State) -> None:
    check(state, after_the_resident_wrote(state), None)


def test_writing_again_does_not_take_it_from_whoever_answers() -> None:
    assert after_the_resident_wrote(State.CLAIMED) == State.CLAIMED
    assert after_the_resident_wrote(State.CLOSED) == State.WAITING


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.CLAIMED, State.CLAIMED),  # the resident's step too
        (State.ANSWERED, State.WAITING),  # the resident's step
        (State.CLOSED, State.CLOSED),
        (State.CLOSED, State.WAITING),
    ],
)
def test_steps_that_the_table_does_not_have_are_refused(before: State, after: State) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check(before, after, STAFF)
    assert refusal.value.state == before


def test_a_resident_cannot_do_what_is_for_staff() -> None:
    with pytest.raises(NotAllowed):
        check(State.WAITING, State.CLAIMED, None)
