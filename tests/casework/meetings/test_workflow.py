"""The table of an outcome's states."""

import pytest

from casework.meetings import workflow
from casework.meetings.choices import OutcomeState as State

ALLOWED = {
    (State.OPEN, State.DONE),
    (State.OPEN, State.DROPPED),
    (State.OPEN, State.OPEN),
    (State.DONE, State.OPEN),
    (State.DROPPED, State.OPEN),
}


def test_the_table_knows_every_state() -> None:
    assert set(workflow.TRANSITIONS) == set(State)


@pytest.mark.parametrize("wanted", State)
@pytest.mark.parametrize("now", State)
def test_nothing_but_the_table_is_allowed(now: State, wanted: State) -> None:
    if (now, wanted) in ALLOWED:
        workflow.check(now, wanted)
    else:
        with pytest.raises(workflow.NotAllowed):
            workflow.check(now.value, wanted)
