"""When a person leaves, the conversations they hold go back to the queue, and only those."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from casework.intake import actions
from casework.intake.choices import ConversationState
from casework.intake.handover import CONVERSATIONS
from casework.intake.models import Conversation
from casework.intake.selectors import claimed_by
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts import handover
from ostoja.accounts.actions import deactivate
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.intake.reports import make_report
from tests.cast import Cast, make_person

MANY = 6


def claimed(by: User) -> Conversation:
    """A report that somebody has taken."""
    return actions.claim(conversation=make_report(), by=by, reason="Wielu naraz")


def answered(conversation: Conversation, by: User) -> None:
    """What the person wrote, with the version they saw."""
    actions.answer(
        conversation=conversation,
        version=conversation.version,
        submission=uuid4(),
        text="Dzień dobry.",
        by=by,
    )


def test_claimed_ones_are_counted_and_given_back(cast: Cast) -> None:
    mine, others = claimed(cast.consultant), claimed(cast.colleague)
    assert CONVERSATIONS in handover.kinds()
    assert CONVERSATIONS.count(cast.consultant) == 1
    deactivate(user=cast.consultant, by=cast.administrator)
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.state, mine.claimed_by) == (ConversationState.WAITING, None)
    assert (others.state, others.claimed_by) == (ConversationState.CLAIMED, cast.colleague)


@pytest.mark.parametrize("what", ["answered", "lost to a colleague"])
def test_one_that_moved_on_since_it_was_listed_is_left_alone(cast: Cast, what: str) -> None:
    held = claimed(cast.consultant)
    [listed] = claimed_by(cast.consultant)
    if what == "answered":
        answered(held, cast.consultant)
    else:
        actions.release(conversation=held, by=cast.consultant)
        actions.claim(conversation=held, by=cast.colleague)
    held.refresh_from_db()
    before = (held.state, held.claimed_by, held.version)
    actions.release(conversation=listed, by=cast.administrator, held_by=cast.consultant)
    held.refresh_from_db()
    assert (held.state, held.claimed_by, held.version) == before


@pytest.mark.usefixtures("committed_database")
def test_switching_off_and_answering_at_once_leave_nothing_half_done() -> None:
    with entered("gdansk"):
        leaver = make_person(Role.CONSULTANT, email="leaver@city.example")
        administrator = make_person(Role.CITY_ADMIN)
        held = [claimed(leaver) for _ in range(MANY)]
    start = Barrier(MANY + 1)

    def run(conversation: Conversation | None) -> None:
        start.wait(timeout=10)
        with entered("gdansk"):
            try:
                if conversation is None:
                    deactivate(user=leaver, by=administrator)
                else:
                    answered(conversation, leaver)
            except StaleObject:
                pass  # it went back to the queue first
            finally:
                connection.close()

    with ThreadPoolExecutor(MANY + 1) as pool:
        list(pool.map(run, [*held, None]))
    with entered("gdansk"):
        assert not User.objects.get(pk=leaver.pk).is_active
        assert not claimed_by(leaver).exists()
        for conversation in Conversation.objects.all():
            is_answered = conversation.messages.count() == 2
            expected = ConversationState.ANSWERED if is_answered else ConversationState.WAITING
            assert conversation.state == expected
