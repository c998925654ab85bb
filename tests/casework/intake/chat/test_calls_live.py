"""Supervisors' pages hear of each call for help, and an open socket asks the database nothing."""

import asyncio

import pytest

from casework.intake import actions
from casework.intake.chat import calls
from ostoja.accounts.models import Membership
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import Client, opened, run, session_of, status_of
from tests.casework.intake.reports import make_report

PATH = "/ws/staff/calls/"
CHANGED = {"type": "changed"}


def supervisors_session(talks: Talks) -> str:
    with entered("gdansk"):
        return session_of(talks.cast.supervisor)


async def listening(talks: Talks, session: str) -> Client:
    """A page of a supervisor, once it has heard the first hint."""
    client = await opened(talks.port, PATH, session=session)
    assert await client.next() == CHANGED
    while not await _silent(client):  # that the subscription stands may be heard, too
        assert client.frames[-1] == CHANGED
    return client


async def _silent(client: Client) -> bool:
    try:
        async with asyncio.timeout(1.2):
            await client.next()
    except TimeoutError:
        return True
    return False


def test_who_calls_and_who_comes_rings_and_nothing_else_does(talks: Talks) -> None:
    session = supervisors_session(talks)

    async def test() -> None:
        client = await listening(talks, session)
        await in_city("gdansk", make_report, "Jeszcze ktoś.")
        assert await _silent(client)
        row = await in_city("gdansk", lambda: talks.report.row)
        for act, by in (
            (actions.call_for_help, talks.cast.consultant),
            (actions.say_coming, talks.cast.supervisor),
        ):
            await in_city("gdansk", lambda act=act, by=by: act(conversation=row, by=by))
            assert await client.next() == CHANGED

    run(test)


def test_an_open_socket_asks_the_database_nothing(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = supervisors_session(talks)
    asked: list[object] = []

    async def counted(city: str, work: object, *facts: object) -> object:
        asked.append(work)
        return await in_city(city, work, *facts)  # type: ignore[arg-type]

    monkeypatch.setattr(calls, "in_city", counted)

    async def test() -> None:
        client = await listening(talks, session)
        for _ in range(5):
            await client.send(type="alive")
            assert await client.next() == {"type": "alive"}
        row = await in_city("gdansk", lambda: talks.report.row)
        await in_city("gdansk", lambda: actions.call_for_help(conversation=row, by=by))
        assert await client.next() == CHANGED
        assert len(asked) == 1

    by = talks.cast.consultant
    run(test)


def test_after_its_time_the_door_is_asked_again(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "LASTS", 0.2)
    session = supervisors_session(talks)

    async def test() -> None:
        client = await opened(talks.port, PATH, session=session)
        assert await client.closed() == 1001
        await in_city("gdansk", lambda: Membership.objects.all().delete())
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


@pytest.mark.parametrize("sent", ["", "{", "[]", '{"type": "say", "text": "x"}', "[" * 5000])
def test_what_is_sent_does_nothing(talks: Talks, sent: str) -> None:
    session = supervisors_session(talks)

    async def test() -> None:
        client = await listening(talks, session)
        await client.socket.send(sent)
        await client.socket.send(b"\xff")
        await client.send(type="alive")
        assert await client.next() == {"type": "alive"}

    run(test)


@pytest.mark.parametrize("who", ["consultant", "coordinator", "partner_worker", "administrator"])
def test_other_roles_hear_nothing(talks: Talks, who: str) -> None:
    with entered("gdansk"):
        session = session_of(getattr(talks.cast, who))

    async def test() -> None:
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


@pytest.mark.parametrize("session", ["", "nobody", "a" * 5000])
def test_without_a_session_nobody_hears_anything(talks: Talks, session: str) -> None:
    async def test() -> None:
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


def test_who_hangs_up_listens_no_more(talks: Talks) -> None:
    from ostoja.live.hub import of_this_process

    session = supervisors_session(talks)

    async def test() -> None:
        client = await listening(talks, session)
        await client.socket.close()
        found = of_this_process()
        assert found is not None
        async with asyncio.timeout(5):
            while found._listeners:
                await asyncio.sleep(0.02)

    run(test)
