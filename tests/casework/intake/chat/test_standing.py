"""Open, busy or closed: what a person who waits is told follows from the roster and from who is
really free.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from casework.intake import actions
from casework.intake.chat import presence
from casework.intake.chat.free import Desk, desk_at
from casework.intake.chat.standing import FEWEST, Stance, standing, usual_wait
from casework.intake.choices import ConversationState
from casework.intake.desk.choices import Risk
from casework.intake.models import AtWork, Conversation, DeskSettings, Message
from casework.partners.models import Service
from casework.roster.models import DutyPlace, Shift
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tests.casework.intake.reports import age, code_of, make_report, phone
from tests.casework.roster.making import make_place, make_shift
from tests.cast import Cast, make_person

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture(autouse=True)
def _nobody_is_there_and_no_hours_are_known(cast: Cast) -> None:
    AtWork.objects.all().delete()
    Conversation.objects.all().delete()
    Shift.objects.all().delete()
    DutyPlace.objects.all().delete()
    Service.objects.all().delete()


@pytest.fixture
def waiting(cast: Cast) -> Conversation:
    return arrived()


def arrived(**facts: Any) -> Conversation:
    """Somebody wrote and is there."""
    return actions.enter_chat(conversation=make_report(**facts))


def takes(user: User, conversation: Conversation, *, live: bool = False) -> None:
    """A consultant holds this conversation."""
    actions.claim(conversation=conversation, by=user)
    if not live:
        Conversation.objects.filter(pk=conversation.pk).update(chat_until=None)


def stance_of(conversation: Conversation) -> str:
    conversation.refresh_from_db()
    return standing(conversation).stance


def desk() -> Desk:
    return desk_at(timezone.now())


def test_nobody_there_and_no_hours_known_is_closed(waiting: Conversation) -> None:
    assert stance_of(waiting) == Stance.CLOSED


def test_somebody_there_where_no_hours_are_known_is_open(cast: Cast, waiting: Conversation) -> None:
    presence.note_at_work(cast.consultant)
    assert desk() == Desk(there=1, free=1)
    assert stance_of(waiting) == Stance.OPEN


def test_on_duty_with_no_page_open_is_busy_and_says_nothing_untrue(
    cast: Cast, waiting: Conversation
) -> None:
    make_shift(make_place(), cast.consultant)
    with translation.override("en"):
        found = standing(waiting)
        assert (found.stance, found.place, found.minutes) == (Stance.BUSY, 1, None)
        assert found.words == [
            "No consultant is free at this moment.",
            "You are next.",
            "We do not know how long it will take.",
        ]


def test_a_page_left_open_after_the_duty_opens_nothing(cast: Cast, waiting: Conversation) -> None:
    """The roster says closed, and tells when somebody is there again."""
    begins = timezone.now() + timedelta(hours=3)
    make_shift(make_place(), cast.consultant, begins)
    presence.note_at_work(cast.consultant)
    found = standing(waiting)
    assert found.stance == Stance.CLOSED
    assert found.hours.changes_at == begins


def test_a_break_is_honoured_and_its_end_too(cast: Cast, waiting: Conversation) -> None:
    make_shift(make_place(), cast.consultant)
    presence.note_at_work(cast.consultant)
    actions.go_on_break(by=cast.consultant)
    assert desk() == Desk(there=0, free=0)
    assert stance_of(waiting) == Stance.BUSY
    actions.come_back(by=cast.consultant)
    assert stance_of(waiting) == Stance.OPEN


def test_a_break_of_one_is_no_break_of_the_other(cast: Cast, waiting: Conversation) -> None:
    for one in (cast.consultant, cast.colleague):
        presence.note_at_work(one)
    actions.go_on_break(by=cast.colleague)
    assert desk() == Desk(there=1, free=1)
    assert stance_of(waiting) == Stance.OPEN


def test_the_citys_limit_is_honoured(cast: Cast, waiting: Conversation) -> None:
    DeskSettings.objects.update(most_at_once=2)
    presence.note_at_work(cast.consultant)
    takes(cast.consultant, make_report("Pierwsza."))
    assert stance_of(waiting) == Stance.OPEN
    takes(cast.consultant, make_report("Druga."))
    assert desk() == Desk(there=1, free=0)
    assert stance_of(waiting) == Stance.BUSY


@pytest.mark.parametrize(("own", "free"), [(1, 0), (2, 1), (None, 1)])
def test_a_limit_of_ones_own_is_honoured(cast: Cast, own: int | None, free: int) -> None:
    presence.note_at_work(cast.consultant)
    actions.set_own_limit(most=own, by=cast.consultant)
    takes(cast.consultant, make_report())
    assert desk() == Desk(there=1, free=free)


def test_a_limit_above_the_citys_lifts_nothing(cast: Cast) -> None:
    DeskSettings.objects.update(most_at_once=1)
    presence.note_at_work(cast.consultant)
    actions.set_own_limit(most=9, by=cast.consultant)
    takes(cast.consultant, make_report())
    assert desk().free == 0


def test_who_talks_with_somebody_is_not_free(cast: Cast, waiting: Conversation) -> None:
    for one in (cast.consultant, cast.colleague):
        presence.note_at_work(one)
    takes(cast.consultant, arrived(), live=True)
    assert desk() == Desk(there=2, free=1)
    takes(cast.colleague, arrived(), live=True)
    assert desk() == Desk(there=2, free=0)
    assert stance_of(waiting) == Stance.BUSY


def test_written_conversations_below_the_limit_keep_nobody_busy(cast: Cast) -> None:
    presence.note_at_work(cast.consultant)
    takes(cast.consultant, make_report())
    assert desk() == Desk(there=1, free=1)


def test_a_page_that_is_silent_for_minutes_counts_no_more(cast: Cast) -> None:
    presence.note_at_work(cast.consultant)
    long_ago = timezone.now() - presence.LIVE - presence.BY_RELOAD - timedelta(seconds=1)
    AtWork.objects.update(seen_at=long_ago)
    assert desk() == Desk(there=0, free=0)


def test_who_left_or_answers_no_more_is_not_there(cast: Cast) -> None:
    for one in (cast.consultant, cast.colleague):
        presence.note_at_work(one)
    cast.consultant.is_active = False
    cast.consultant.save()
    cast.colleague.memberships.update(role=Role.ANALYST, group=None)
    assert desk() == Desk(there=0, free=0)


def test_two_roles_are_one_consultant(cast: Cast) -> None:
    presence.note_at_work(cast.consultant)
    cast.consultant.memberships.create(role=Role.CONSULTANT, group=cast.other_partner.group)
    assert desk() == Desk(there=1, free=1)


def test_who_may_not_answer_is_never_counted(cast: Cast) -> None:
    presence.note_at_work(cast.administrator)
    presence.note_at_work(make_person(Role.ANALYST, email="second@city.example"))
    assert not AtWork.objects.exists()


def test_two_who_wait_and_one_who_is_free(cast: Cast, waiting: Conversation) -> None:
    age(waiting, minutes=5)
    second = arrived()
    presence.note_at_work(cast.consultant)
    assert (stance_of(waiting), stance_of(second)) == (Stance.OPEN, Stance.BUSY)
    assert standing(second).place == 2
    takes(cast.consultant, waiting, live=True)
    assert (stance_of(waiting), stance_of(second)) == (Stance.TALKING, Stance.BUSY)
    assert standing(second).place == 1


def test_the_place_is_that_in_the_order_of_the_desk(cast: Cast, waiting: Conversation) -> None:
    """Whoever came later and is in danger is answered first, so nobody is promised otherwise."""
    age(waiting, minutes=30)
    second = arrived()
    make_shift(make_place(), cast.consultant)
    assert [standing(one).place for one in (waiting, second)] == [1, 2]
    actions.set_risk(
        conversation=second, kind=Risk.SUICIDE, reason="Pisze o tym.", by=cast.consultant
    )
    second.refresh_from_db()
    assert [standing(one).place for one in (waiting, second)] == [2, 1]


def test_who_does_not_wait_at_the_screen_takes_no_place(cast: Cast, waiting: Conversation) -> None:
    age(make_report("Wiadomość."), hours=3)
    make_shift(make_place(), cast.consultant)
    assert standing(waiting).place == 1


def test_the_usual_wait_is_the_middle_of_the_last_talks(cast: Cast) -> None:
    for minutes in (1, 2, 4, 30, 60)[:FEWEST]:
        _talk(cast.consultant, minutes)
    assert usual_wait(timezone.now()) == 4
    waiting = arrived()
    make_shift(make_place(), cast.consultant)
    with translation.override("en"):
        assert standing(waiting).words[2] == "People usually wait 4 minutes."


def test_of_too_few_talks_nobody_says_what_is_usual(cast: Cast) -> None:
    for _ in range(FEWEST - 1):
        _talk(cast.consultant, 2)
    assert usual_wait(timezone.now()) is None


def _talk(by: User, minutes: float) -> None:
    """A talk an hour ago, whose first word came after so many minutes."""
    row = make_report()
    since = timezone.now() - timedelta(hours=1)
    Conversation.objects.filter(pk=row.pk).update(
        chat_since=since, state=ConversationState.CLAIMED, claimed_by=by
    )
    message = actions.say(conversation=row, submission=row.pk, text="Dzień dobry.", by=by)
    Message.objects.filter(pk=message.pk).update(created_at=since + timedelta(minutes=minutes))


def test_how_it_stands_is_asked_cheaply(
    cast: Cast, waiting: Conversation, django_assert_max_num_queries: Any
) -> None:
    make_shift(make_place(), cast.consultant)
    for number in range(3):
        presence.note_at_work(make_person(Role.CONSULTANT, cast.centre, f"{number}@city.example"))
        arrived()
    with django_assert_max_num_queries(7):
        standing(waiting)


def look(conversation: Conversation, **fields: str) -> str:
    """The page of somebody without scripts, after its own button."""
    page = phone().post(
        "/en/info/2/", {"code": code_of(conversation), "chat": "1", "look": "1", **fields}
    )
    assert page.status_code == 200
    return page.content.decode()


def test_without_scripts_a_look_shows_the_change_and_keeps_what_was_begun(
    cast: Cast, waiting: Conversation
) -> None:
    make_shift(make_place(), cast.consultant)
    assert "No consultant is free" in look(waiting)
    presence.note_at_work(cast.consultant)
    page = look(waiting, text="Jeszcze nie wysł")
    assert "A consultant can answer you now." in page
    assert "Jeszcze nie wysł" in page
    assert waiting.messages.count() == 1
