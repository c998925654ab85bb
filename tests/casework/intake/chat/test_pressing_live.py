"""Pages hear of each call for help and each alarm, and an open socket asks the database nothing."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client as Browser

from casework.intake import actions
from casework.visits.actions import ask_help, close_alarm, take_alarm
from casework.visits.models import Alarm, Visit
from ostoja.access.roles import Role
from ostoja.accounts import actions as people
from ostoja.accounts import hints
from ostoja.accounts.actions import end_session as end_one
from ostoja.accounts.models import Membership
from ostoja.notifications import pressing
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import Client, opened, run, session_of, status_of
from tests.casework.intake.reports import make_report
from tests.casework.visits.making import make_inside
from tests.cast import browser_of

PATH = "/ws/staff/pressing/"
CHANGED = {"type": "changed"}
Ends = Callable[[Talks, Browser], None]


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

    monkeypatch.setattr(hints, "in_city", counted)

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
    monkeypatch.setattr(pressing, "ASKED_EVERY", 0.2)
    session = supervisors_session(talks)

    async def test() -> None:
        client = await opened(talks.port, PATH, session=session)
        await in_city("gdansk", lambda: Membership.objects.all().delete())
        assert await client.closed() == 4403
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


def sign_out(talks: Talks, browser: Browser) -> None:
    browser.post("/pl/staff/sign-out/")


def end_session(talks: Talks, browser: Browser) -> None:
    end_one(session=UserSession.objects.get(), by=talks.cast.supervisor)


def end_everywhere(talks: Talks, browser: Browser) -> None:
    people.end_sessions(user=talks.cast.supervisor, by=talks.cast.administrator)


def switch_off(talks: Talks, browser: Browser) -> None:
    people.deactivate(user=talks.cast.supervisor, by=talks.cast.administrator)


def take_role(talks: Talks, browser: Browser) -> None:
    [role] = talks.cast.supervisor.memberships.all()
    people.remove_role(membership=role, by=talks.cast.administrator)


@pytest.mark.parametrize(
    "ends",
    [sign_out, end_session, end_everywhere, switch_off, take_role],
    ids=lambda one: one.__name__,
)
def test_who_signs_out_or_loses_the_role_is_hung_up_on_at_once(talks: Talks, ends: Ends) -> None:
    with entered("gdansk"):
        person = talks.cast.supervisor
        browser = browser_of(person)
        session = browser.cookies["session"].value
        UserSession.objects.create(user=person, session_key=session, ip="127.0.0.1", user_agent="")

    async def test() -> None:
        client = await listening(talks, session)
        await in_city("gdansk", ends, talks, browser)
        assert await client.closed() == 4403
        assert client.frames[-1] == CHANGED  # nothing more was said
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


def test_who_signs_out_elsewhere_goes_on_hearing_here(talks: Talks) -> None:
    with entered("gdansk"):
        here, there = (browser_of(talks.cast.supervisor) for _ in range(2))

    async def test() -> None:
        client = await listening(talks, here.cookies["session"].value)
        await in_city("gdansk", sign_out, talks, there)
        await client.send(type="alive")
        assert await client.next() == {"type": "alive"}
        assert await _silent(client)

    run(test)


def test_who_hears_of_more_from_now_on_is_asked_to_come_again(talks: Talks) -> None:
    with entered("gdansk"):
        session = session_of(talks.cast.consultant)

    async def test() -> None:
        client = await listening(talks, session)
        await in_city("gdansk", _made_supervisor, talks)
        assert await client.closed() == 1001
        assert await status_of(talks.port, PATH, session=session) == 101

    run(test)


def _made_supervisor(talks: Talks) -> None:
    person, by, group = talks.cast.consultant, talks.cast.administrator, talks.cast.centre.group
    people.add_role(user=person, role=Role.SUPERVISOR, group=group, by=by)


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


@pytest.mark.parametrize("who", ["administrator", "officer", "analyst"])
def test_for_whom_nothing_comes_nothing_opens(talks: Talks, who: str) -> None:
    with entered("gdansk"):
        session = session_of(getattr(talks.cast, who))

    async def test() -> None:
        assert await status_of(talks.port, PATH, session=session) == 403

    run(test)


def test_an_alarm_of_a_visit_rings_wherever_somebody_may_see_it(talks: Talks) -> None:
    with entered("gdansk"):
        session, going = session_of(talks.cast.coordinator), make_inside(talks.cast, 20)

    async def test() -> None:
        client = await listening(talks, session)
        await in_city("gdansk", _asked_for_help, talks, going)
        assert await client.next() == CHANGED
        alarm = await in_city("gdansk", Alarm.objects.get)
        for act, more in ((take_alarm, {}), (close_alarm, {"done": "Ok.", "goes_on": 0})):
            assert await _silent(client)
            await in_city("gdansk", _seen_to, talks, act, more)
            assert await client.next() == CHANGED
        assert str(alarm.pk) not in str(client.frames)

    run(test)


def _asked_for_help(talks: Talks, visit: Visit) -> None:
    ask_help(visit=visit, submission=uuid4(), by=talks.cast.consultant)


def _seen_to(talks: Talks, act: Callable[..., Alarm], more: dict[str, Any]) -> None:
    alarm = Alarm.objects.get()
    act(alarm=alarm, version=alarm.version, by=talks.cast.supervisor, **more)


def test_calls_for_help_ring_for_supervisors_alone(talks: Talks) -> None:
    async def test() -> None:
        client = await listening(talks, talks.session)
        row = await in_city("gdansk", lambda: talks.report.row)
        by = talks.cast.colleague
        await in_city("gdansk", lambda: actions.call_for_help(conversation=row, by=by))
        assert await _silent(client)

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
