"""WebSockets keep to their city: another's code, session or id opens nothing and shows nothing."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from casework.intake.actions import call_for_help
from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.live.sockets import routes
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tenants.profile.models import CityProfile
from tests.casework.intake.chat.serving import (
    Report,
    consultant,
    opened,
    resident,
    run,
    server,
    session_of,
    status_of,
)
from tests.casework.intake.reports import make_report
from tests.cast import make_cast, make_person
from tests.isolation.opened import MODULES

PATHS = (
    "/",
    "/ws/",
    "/ws/chat",
    "/ws/chat/x/",
    "/ws/staff/inbox",
    "/pl/staff/inbox/",
    "/api/v1/conversations/",
)
CITIES = ("gdansk", "gdynia")
# A path without a row here fails: see test_every_socket_has_its_row.
ROWS = {"chat", "chat_staff", "inbox", "incident", "pressing"}
INBOX, PRESSING = "/ws/staff/inbox/", "/ws/staff/pressing/"


@pytest.fixture
def world(committed_database: str) -> Iterator[dict[str, Any]]:
    """Two cities with a conversation of the same id, each with a canary; and a server."""
    found: dict[str, Any] = {"reports": {}, "sessions": {}}
    for city in CITIES:
        report = Report.made(f"canary-of-{city}", city)
        with entered(city):
            CityProfile.objects.update(modules=MODULES)
            found["sessions"][city] = session_of(make_cast().consultant, city)
        found["reports"][city] = report
    WRONG_CODES.forget()
    with server() as port:
        found["port"] = port
        yield found
    WRONG_CODES.forget()


def test_every_socket_has_its_row() -> None:
    assert {route.name for route in routes} == ROWS


def test_inside_its_own_city_each_shows_its_own_canary(world: dict[str, Any]) -> None:
    async def test() -> None:
        for city in CITIES:
            report = world["reports"][city]
            person = await resident(world["port"], report, city=city)
            assert (await person.message(1))["text"] == f"canary-of-{city}"
            worker = await _staff(world, city, city, report.pk)
            assert (await worker.message(1))["text"] == f"canary-of-{city}"

    run(test)


async def _staff(world: dict[str, Any], host: str, session: str, pk: str) -> Any:
    path = f"/ws/staff/conversations/{pk}/"
    client = await opened(world["port"], path, host, session=world["sessions"][session])
    await client.send(type="hello", after=0)
    return client


def test_a_code_of_one_city_opens_nothing_in_another(world: dict[str, Any]) -> None:
    async def test() -> None:
        for city, other in (CITIES, CITIES[::-1]):
            client = await opened(world["port"], "/ws/chat/", other)
            await client.send(type="hello", code=world["reports"][city].code)
            assert await client.closed() == 4403
            assert client.frames == [{"type": "refused", "why": "code"}]

    run(test)


def test_a_session_of_one_city_opens_nothing_in_another(world: dict[str, Any]) -> None:
    async def test() -> None:
        for city, other in (CITIES, CITIES[::-1]):
            for report in world["reports"].values():
                path = f"/ws/staff/conversations/{report.pk}/"
                session = world["sessions"][city]
                assert await status_of(world["port"], path, other, session=session) == 403

    run(test)


def test_an_id_of_one_city_opens_nothing_in_another(world: dict[str, Any]) -> None:
    async def test() -> None:
        for city, other in (CITIES, CITIES[::-1]):
            path = f"/ws/staff/conversations/{world['reports'][city].pk}/"
            session = world["sessions"][other]
            assert await status_of(world["port"], path, other, session=session) == 403

    run(test)


def test_the_inbox_opens_for_its_own_citys_session_alone(world: dict[str, Any]) -> None:
    async def test() -> None:
        for city, other in (CITIES, CITIES[::-1]):
            session = world["sessions"][city]
            assert await status_of(world["port"], INBOX, other, session=session) == 403
            assert await status_of(world["port"], INBOX, city, session=session) == 101

    run(test)


def test_the_inbox_hears_its_own_city_alone(world: dict[str, Any]) -> None:
    async def test() -> None:
        pages = {}
        for city in CITIES:
            session = world["sessions"][city]
            pages[city] = await opened(world["port"], INBOX, city, session=session)
        for page in pages.values():
            await _heard_until_silence(page)
        for city, other in (CITIES, CITIES[::-1]):
            await in_city(city, make_report, f"canary-written-in-{city}")
            assert set(await _heard_until_silence(pages[city])) == {"changed"}
            assert await _heard_until_silence(pages[other]) == []
            assert "canary" not in str([*pages[city].frames, *pages[other].frames])

    run(test)


async def _heard_until_silence(page: Any) -> list[str]:
    """The kinds of all frames until none has come for longer than the pause between two."""
    heard: list[str] = []
    while True:
        try:
            async with asyncio.timeout(1.5):
                heard.append((await page.next())["type"])
        except TimeoutError:
            return heard


def test_calls_for_help_are_heard_in_their_own_city_alone(world: dict[str, Any]) -> None:
    sessions = {}
    for city in CITIES:
        with entered(city):
            sessions[city] = session_of(User.objects.get(email="supervisor@city.example"), city)

    async def test() -> None:
        pages = {}
        for city, other in (CITIES, CITIES[::-1]):
            assert await status_of(world["port"], PRESSING, other, session=sessions[city]) == 403
            pages[city] = await opened(world["port"], PRESSING, city, session=sessions[city])
            await _heard_until_silence(pages[city])
        for city, other in (CITIES, CITIES[::-1]):
            await in_city(city, _called_for_help, world["reports"][city])
            assert await _heard_until_silence(pages[city]) == ["changed"]
            assert await _heard_until_silence(pages[other]) == []

    run(test)


def _called_for_help(report: Report) -> None:
    consultant = User.objects.get(email="consultant@city.example")
    call_for_help(conversation=report.row, by=consultant)


def test_a_role_that_reads_no_conversation_hears_no_inbox(world: dict[str, Any]) -> None:
    with entered("gdansk"):
        session = session_of(make_person(Role.ANALYST, email="other@city.example"))

    async def test() -> None:
        assert await status_of(world["port"], INBOX, session=session) == 403

    run(test)


def test_the_same_id_in_two_cities_is_two_conversations(world: dict[str, Any]) -> None:
    """Rows that were cloned: what is said in one is heard in one."""
    gdansk, gdynia = world["reports"]["gdansk"], world["reports"]["gdynia"]
    with entered("gdynia"):
        found = Conversation.objects.get(pk=gdynia.pk)
        Conversation.objects.filter(pk=found.pk).delete()
        found.pk = found.id = gdansk.pk
        found.last_number = 0
        found.save(force_insert=True)
    twin = Report(gdansk.pk, gdynia.code, "gdynia")

    async def test() -> None:
        here = await resident(world["port"], gdansk)
        there = await resident(world["port"], twin, city="gdynia")
        worker = await consultant(world["port"], gdansk, world["sessions"]["gdansk"])
        await worker.say("canary-said-in-gdansk")
        await here.message(2)
        await there.say("canary-said-in-gdynia")
        await there.message(1)
        await asyncio.sleep(0.3)  # time in which a wrong frame would come
        await worker.say("canary-once-more")
        await here.message(3)
        assert "gdynia" not in str([*here.frames, *worker.frames])
        assert "canary-said-in-gdansk" not in str(there.frames)

    run(test)


@pytest.mark.parametrize("host", ["operator", "nowhere"])
def test_no_socket_opens_outside_of_a_city(world: dict[str, Any], host: str) -> None:
    async def test() -> None:
        staff = f"/ws/staff/conversations/{world['reports']['gdansk'].pk}/"
        for path in ("/ws/chat/", staff, INBOX, PRESSING):
            session = world["sessions"]["gdansk"]
            assert await status_of(world["port"], path, host, session=session) == 403

    run(test)


@pytest.mark.parametrize("path", PATHS)
def test_no_other_path_opens(world: dict[str, Any], path: str) -> None:
    async def test() -> None:
        for city in CITIES:
            session = world["sessions"][city]
            assert await status_of(world["port"], path, city, session=session) == 403

    run(test)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://gdynia.localhost", "file://"]
)
def test_a_page_of_another_site_opens_none(world: dict[str, Any], origin: str) -> None:
    async def test() -> None:
        staff = f"/ws/staff/conversations/{world['reports']['gdansk'].pk}/"
        for path in ("/ws/chat/", staff, INBOX, PRESSING):
            session = world["sessions"]["gdansk"]
            given: Any = {"Origin": origin}
            assert await status_of(world["port"], path, session=session, **given) == 403

    run(test)


def test_a_suspended_city_opens_none(world: dict[str, Any]) -> None:
    from tenants.fence import entered_platform
    from tenants.hosts import forget_hosts
    from tenants.models import City, Stage

    with entered_platform():
        City.objects.filter(slug="gdansk").update(stage=Stage.SUSPENDED)
    forget_hosts()

    async def test() -> None:
        assert await status_of(world["port"], "/ws/chat/") == 403

    run(test)


def test_ids_that_are_none_open_nothing(world: dict[str, Any]) -> None:
    async def test() -> None:
        for pk in (uuid4(), "-" * 36, "a" * 36):
            path = f"/ws/staff/conversations/{pk}/"
            assert await status_of(world["port"], path, session=world["sessions"]["gdansk"]) == 403

    run(test)
