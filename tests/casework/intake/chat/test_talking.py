"""Two sides talk over real WebSockets: exactly once, in order, and complete after any loss."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.intake.actions import claim, keep_quiet, say
from casework.intake.choices import ConversationState
from casework.intake.desk.choices import Quiet
from casework.intake.models import Conversation
from ostoja.accounts.models import User
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import (
    Report,
    consultant,
    opened,
    resident,
    run,
)


def state_of(report: Report) -> str:
    with entered(report.city):
        return report.row.state


def test_each_side_reads_what_the_other_writes_at_once(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        assert (await person.message(1))["text"] == "Boję się."
        kept = await worker.say("Dzień dobry, jestem.")
        assert kept == {"type": "kept", "id": kept["id"], "number": 2}
        seen = await person.message(2)
        assert (seen["text"], seen["from"]) == ("Dzień dobry, jestem.", "staff")
        await person.say("Dziękuję.")
        assert (await worker.message(3))["text"] == "Dziękuję."
        assert person.numbers[:2] == [1, 2]

    run(test)
    assert talks.report.texts == ["Boję się.", "Dzień dobry, jestem.", "Dziękuję."]


def test_residents_learn_no_name_and_that_another_voice_writes(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        for number, user in enumerate((talks.cast.consultant, talks.cast.colleague), 2):
            await in_city("gdansk", _taken_over, talks.report, user, f"Słowo {number}")
        first, second = await person.message(2), await person.message(3)
        assert first["voice"] and first["voice"] != second["voice"]
        assert "name" not in first
        assert "person" not in str(person.frames)  # the names of the cast end so

    run(test)


def _taken_over(report: Report, by: User, text: str) -> None:
    Conversation.objects.filter(pk=report.pk).update(claimed_by=by)
    say(conversation=report.row, submission=uuid4(), text=text, by=by)


def test_everything_after_a_number_comes_in_order(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        for turn in range(5):
            await person.say(f"Wiadomość {turn}")
        await person.socket.close()
        again = await resident(talks.port, talks.report, after=3)
        await again.message(6)
        assert again.numbers == [4, 5, 6]

    run(test)


def test_more_than_one_reading_holds_comes_whole(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("said", "seat"):
        monkeypatch.setattr(f"casework.intake.chat.{module}.AT_ONCE", 10)

    async def test() -> None:
        await in_city("gdansk", _write_many, talks.report, talks.cast.consultant, 25)
        person = await resident(talks.port, talks.report)
        await person.message(26)
        assert person.numbers == list(range(1, 27))

    run(test)


def _write_many(report: Report, by: User, many: int) -> None:
    for number in range(many):
        say(conversation=report.row, submission=uuid4(), text=f"Słowo {number}", by=by)


FORGED = (-5, 10**9, "drei", None, True, [1], 1.5, "9" * 400)


def test_a_forged_number_does_no_harm(talks: Talks) -> None:
    async def test() -> None:
        for turn, forged in enumerate(FORGED):
            last = 2 * turn + 3
            client = await opened(talks.port, "/ws/chat/")
            await client.send(type="hello", code=talks.report.code, after=forged)
            await client.kind("welcome")
            kept = await client.say("Jestem.")
            assert kept["number"] == last - 1
            await client.send(type="after", number=forged)
            await client.say("Nadal jestem.")
            await client.message(last)
            client.frames.clear()
            await client.send(type="after", number=0)
            await client.message(last)
            assert client.numbers == list(range(1, last + 1)), forged
            await client.socket.close()

    run(test)


def test_a_message_sent_twice_is_one(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        own_id = str(uuid4())
        first = await person.say("Raz.", own_id)
        assert await person.say("Raz.", own_id) == first
        other = await resident(talks.port, talks.report)
        assert await other.say("Raz.", own_id) == first

    run(test)
    assert talks.report.texts == ["Boję się.", "Raz."]


def test_the_conversation_stays_with_the_consultant_while_both_talk(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        for turn in range(3):  # no version is asked for: both write at once
            assert (await worker.say(f"Odpowiedź {turn}"))["type"] == "kept"
            assert (await person.say(f"Pytanie {turn}"))["type"] == "kept"

    run(test)
    assert state_of(talks.report) == ConversationState.CLAIMED


def test_a_word_to_somebody_who_is_not_there_is_an_answer(talks: Talks) -> None:
    async def test() -> None:
        worker = await consultant(talks.port, talks.report, talks.session)
        assert (await worker.say("Proszę napisać."))["type"] == "kept"

    run(test)
    assert state_of(talks.report) == ConversationState.ANSWERED


def test_a_colleague_is_told_who_answers(talks: Talks) -> None:
    with entered("gdansk"):
        claim(conversation=talks.report.row, by=talks.cast.colleague)

    async def test() -> None:
        worker = await consultant(talks.port, talks.report, talks.session)
        refused = await worker.say("Ja też.")
        assert refused["why"] == "held"
        assert talks.cast.colleague.full_name in refused["words"][0]

    run(test)
    assert talks.report.texts == ["Boję się."]


def test_the_person_is_told_that_a_consultant_is_there(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        first = await person.kind("state")
        assert first["stance"] != "talking"
        await in_city(
            "gdansk", lambda: claim(conversation=talks.report.row, by=talks.cast.consultant)
        )
        await person.until(lambda one: one.get("stance") == "talking")

    run(test)


def test_what_comes_to_a_muted_conversation_makes_no_open_page_old(talks: Talks) -> None:
    with entered("gdansk"):
        keep_quiet(
            conversation=talks.report.row,
            kind=Quiet.MUTE,
            until=timezone.now() + timedelta(hours=1),
            reason="Powtarza się.",
            by=talks.cast.supervisor,
        )

    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await worker.until(lambda one: one.get("present") is True)
        await person.say("Halo?")
        version = await in_city("gdansk", lambda: talks.report.row.version)
        await worker.until(lambda one: (one.get("version"), one.get("last")) == (version, 2))

    run(test)


def test_typing_is_told_to_the_other_side_alone(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await person.send(type="typing")
        assert (await worker.kind("typing"))["from"] == "resident"
        await worker.send(type="typing")
        assert (await person.kind("typing"))["from"] == "staff"
        await person.say("Koniec.")
        assert {one["from"] for one in person.frames if one["type"] == "typing"} == {"staff"}

    run(test)


def test_whoever_asks_is_told_that_the_connection_lives(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        for client in (person, worker):
            await client.send(type="alive")
            assert await client.kind("alive") == {"type": "alive"}

    run(test)


def test_the_resident_may_end_it(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await worker.until(lambda one: one.get("present") is True)
        await worker.say("Do widzenia.")
        await person.send(type="end")
        assert (await person.kind("ended"))["by"] == "resident"
        await person.closed()
        await worker.until(lambda one: one.get("present") is False)

    run(test)
    assert state_of(talks.report) == ConversationState.ANSWERED


def test_the_consultant_may_end_it(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await worker.say("Do widzenia.")
        await worker.send(type="end")
        await person.until(lambda one: one.get("stance") == "ended")
        assert (await person.say("Jeszcze jedno."))["type"] == "kept"

    run(test)
    assert talks.report.texts[-1] == "Jeszcze jedno."
    assert state_of(talks.report) == ConversationState.WAITING


def test_the_wait_begins_anew_with_each_word_of_ours(talks: Talks) -> None:
    with entered("gdansk"):
        Conversation.objects.filter(pk=talks.report.pk).update(
            waiting_since=timezone.now() - timedelta(hours=2)
        )

    async def test() -> None:
        await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await worker.say("Jestem.")

    run(test)
    with entered("gdansk"):
        since = talks.report.row.waiting_since
    assert since is not None and timezone.now() - since < timedelta(minutes=1)
