"""The inbox hears that something has changed, and never what; only who reads it hears anything."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest

from casework.intake import actions
from casework.intake.chat import presence
from casework.intake.models import AtWork, Conversation
from ostoja.accounts import hints
from ostoja.accounts.models import Membership, User
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import Client, opened, run, session_of, status_of
from tests.casework.intake.reports import make_report
from tests.cast import Cast

PATH = "/ws/staff/inbox/"
CHANGED = {"type": "changed"}
Change = Callable[[Conversation, User], object]


async def listening(talks: Talks, session: str = "") -> Client:
    """A page of the inbox, once it has heard the first hint."""
    client = await opened(talks.port, PATH, session=session or talks.session)
    assert await client.next() == CHANGED
    return client


def called(row: Conversation, by: User) -> None:
    actions.call_for_help(conversation=row, by=by)


def claimed(row: Conversation, by: User) -> None:
    actions.claim(conversation=row, by=by)


def paused(row: Conversation, by: User) -> None:
    actions.go_on_break(by=by)


def limited(row: Conversation, by: User) -> None:
    actions.set_own_limit(most=1, by=by)


def entered_by_the_person(row: Conversation, by: User) -> None:
    actions.enter_chat(conversation=row)


def said_aside(row: Conversation, by: User) -> None:
    """The page of the words aside listens here, too."""
    actions.write_aside(conversation=row, submission=uuid4(), text="Co dalej?", by=by)


CHANGES = (called, claimed, paused, limited, entered_by_the_person, said_aside)


async def until_silent(client: Client) -> None:
    """Take what still rings for what was done before."""
    while True:
        try:
            async with asyncio.timeout(0.2):
                await client.socket.recv()
        except TimeoutError:
            return


def test_each_change_rings_at_once_and_says_no_more(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "AT_MOST_EVERY", 0.01)
    with entered("gdansk"):
        session = session_of(talks.cast.supervisor)

    async def test() -> None:
        client = await listening(talks, session)
        for change in CHANGES:
            await until_silent(client)
            await in_city("gdansk", _done, change, talks)
            assert await client.next() == CHANGED, change

    run(test)


def _done(change: Change, talks: Talks) -> None:
    change(talks.report.row, talks.cast.consultant)


def test_somebody_who_writes_is_heard(talks: Talks) -> None:
    async def test() -> None:
        client = await listening(talks)
        await in_city("gdansk", make_report, "Jeszcze ktoś.")
        assert await client.next() == CHANGED

    run(test)


def test_the_words_of_a_talk_that_goes_on_ring_in_no_inbox(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr("casework.intake.chat.hints.tell_inbox", lambda: rung.append("rung"))
    row, by = actions.enter_chat(conversation=make_report()), cast.consultant
    actions.claim(conversation=row, by=by)
    assert len(rung) == 3  # somebody wrote, came, and was taken
    for turn in range(3):
        actions.write_again(conversation=row, submission=uuid4(), text=f"Pytam {turn}")
        actions.say(conversation=row, submission=uuid4(), text=f"Odpowiadam {turn}", by=by)
    assert len(rung) == 3
    actions.end_chat(conversation=row, by=by)
    assert len(rung) == 4


def test_who_says_afterwards_that_they_are_a_child_rings(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_report()
    rung: list[str] = []
    monkeypatch.setattr("casework.intake.chat.hints.tell_inbox", lambda: rung.append("rung"))
    for _twice in range(2):
        make_report(submission=first.submission, is_minor=True)
    assert len(rung) == 1


def test_many_changes_ring_few_times(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "AT_MOST_EVERY", 0.5)

    async def test() -> None:
        client = await listening(talks)
        for _ in range(10):
            await in_city("gdansk", _break_and_back, talks.cast.colleague)
        await asyncio.wait([asyncio.create_task(_read_on(client))], timeout=1.5)
        assert 2 <= len(client.frames) <= 10

    run(test)


async def _read_on(client: Client) -> None:
    while True:
        await client.next()


def _break_and_back(user: User) -> None:
    actions.go_on_break(by=user)
    actions.come_back(by=user)


def test_who_listens_counts_as_there(talks: Talks) -> None:
    with entered("gdansk"):
        AtWork.objects.all().delete()

    async def test() -> None:
        await listening(talks)

    run(test)
    with entered("gdansk"):
        assert [one.person for one in AtWork.objects.all()] == [talks.cast.consultant]


def test_what_is_sent_does_nothing(talks: Talks) -> None:
    async def test() -> None:
        client = await listening(talks)
        for sent in ("", "{", "[]", '{"type": "say", "text": "x"}', "[" * 5000, b"\xff"):
            await client.socket.send(sent)
        await in_city("gdansk", _break_and_back, talks.cast.colleague)
        assert await client.next() == CHANGED

    run(test)


def test_other_roles_and_those_without_a_session_hear_nothing(talks: Talks) -> None:
    cast = talks.cast
    others = (cast.partner_worker, cast.administrator, cast.analyst, cast.officer, cast.member)
    with entered("gdansk"):
        sessions = [*(session_of(one) for one in others), "", "nobody", "a" * 5000]

    async def test() -> None:
        assert await status_of(talks.port, PATH, session=talks.session) == 101
        found = [await status_of(talks.port, PATH, session=one) for one in sessions]
        assert found == [403] * len(sessions)

    run(test)


def test_who_loses_the_role_is_hung_up_on(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "EVERY", 0.1)

    async def test() -> None:
        client = await listening(talks)
        await in_city("gdansk", lambda: Membership.objects.all().delete())
        assert await client.closed() == 4403

    run(test)


def test_who_hangs_up_listens_no_more(talks: Talks) -> None:
    from ostoja.live.hub import of_this_process

    async def test() -> None:
        client = await listening(talks)
        await client.socket.close()
        found = of_this_process()
        assert found is not None
        async with asyncio.timeout(5):
            while found._listeners:
                await asyncio.sleep(0.02)

    run(test)
