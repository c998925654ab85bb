"""Whoever takes somebody who waits by writing at once obeys the same limit as with the button."""

from typing import Any
from uuid import uuid4

import pytest

from casework.intake.actions import OverLimit, answer, claim, enter_chat, say
from casework.intake.desk.selectors import desk_settings
from casework.intake.models import Conversation, DeskSettings
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.intake.reports import make_report
from tests.cast import Cast, browser_of


@pytest.fixture
def full(cast: Cast) -> Conversation:
    """The consultant holds one, and the city lets one person hold one; this is another."""
    desk_settings()
    DeskSettings.objects.update(most_at_once=1)
    claim(conversation=make_report(), by=cast.consultant)
    return make_report("Czy ktoś tu jest?")


def write(row: Conversation, cast: Cast, **more: Any) -> Any:
    row.refresh_from_db()
    facts: Any = {
        "conversation": row,
        "submission": uuid4(),
        "text": "Jestem.",
        "by": cast.consultant,
    }
    return answer(**facts, version=row.version, **more)


def test_an_answer_takes_no_one_more_without_a_reason(full: Conversation, cast: Cast) -> None:
    with pytest.raises(OverLimit):
        write(full, cast)
    assert full.messages.count() == 1
    write(full, cast, reason="Nikogo innego nie ma.")
    assert full.messages.count() == 2 and full.side_messages.get().text == "Nikogo innego nie ma."


def test_whoever_was_answered_before_may_be_written_to_again(
    full: Conversation, cast: Cast
) -> None:
    write(full, cast, reason="Sama na dyżurze.")
    write(full, cast)
    assert full.messages.count() == 3


def test_a_live_talk_that_would_stay_in_ones_hands_counts(full: Conversation, cast: Cast) -> None:
    write(full, cast, reason="Sama na dyżurze.")
    enter_chat(conversation=full)
    facts: Any = {"conversation": full, "text": "Jestem.", "by": cast.consultant}
    with pytest.raises(OverLimit):
        say(**facts, submission=uuid4())
    say(**facts, submission=uuid4(), reason="Czeka tylko na mnie.")
    say(**facts, submission=uuid4())  # it is held now
    assert full.messages.count() == 4


def test_the_same_answer_sent_again_is_not_asked_for_a_reason(
    full: Conversation, cast: Cast
) -> None:
    own_id, version = uuid4(), Conversation.objects.get(pk=full.pk).version
    facts: Any = {"conversation": full, "submission": own_id, "text": "Jestem."}
    first = answer(**facts, version=version, by=cast.consultant, reason="Sama.")
    assert answer(**facts, version=version, by=cast.consultant) == first


def test_the_page_asks_why_and_keeps_what_was_typed(full: Conversation, cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    sent = {"text": "Jestem tu.", "version": str(full.version), "submission": str(uuid4())}
    page = browser.post(f"/pl/staff/inbox/{full.pk}/answer/", sent)
    assert page.status_code == 409 and "Jestem tu." in page.content.decode()
    assert full.messages.count() == 1


def test_a_live_page_says_why_not(full: Conversation, cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    sent = {"text": "Jestem tu.", "id": str(uuid4())}
    [frame] = browser.post(f"/pl/staff/inbox/{full.pk}/news/", sent).json()["frames"]
    assert (frame["type"], frame["why"]) == ("refused", "limit") and frame["words"][0]


def test_programs_answer_and_talk_within_the_same_limit(full: Conversation, cast: Cast) -> None:
    program, path = program_of(cast.consultant), f"conversations/{full.pk}/"
    tag = program.get(path).headers["ETag"]
    assert_problem(program.post(f"{path}answer/", {"text": "Jestem."}, match=tag), 409)
    assert_problem(program.post(f"{path}say/", {"text": "Jestem."}), 409)
    key, body = str(uuid4()), {"text": "Jestem.", "reason": "Sama na dyżurze."}
    first = ok(program.post(f"{path}say/", body, key=key))
    assert first == ok(program.post(f"{path}say/", body, key=key))
    assert [message["text"] for message in first["messages"]][1:] == ["Jestem."]
    assert first["state"] == "answered"  # the person is not there: it was an answer
