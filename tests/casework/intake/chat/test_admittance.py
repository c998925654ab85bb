"""Who may talk, how fast, and what becomes of rubbish."""

import asyncio
from uuid import uuid4

import pytest

from ostoja.accounts.models import Membership, User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import (
    Client,
    Report,
    consultant,
    opened,
    resident,
    run,
    session_of,
    status_of,
)
from tests.casework.intake.reports import page_of
from tests.cast import browser_of


def test_a_message_of_a_megabyte_is_refused_in_words(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        refused = await person.say("a" * 1_000_000)
        assert (refused["type"], refused["why"]) == ("refused", "text")
        assert len(refused["words"]) == 1
        assert (await person.say("Krócej."))["type"] == "kept"

    run(test)
    assert talks.report.texts == ["Boję się.", "Krócej."]


NOT_KEPT: tuple[dict[str, object], ...] = (
    {"type": "say", "id": "no uuid", "text": "x"},
    {"type": "say", "id": str(uuid4()), "text": "   "},
    {"type": "say", "id": str(uuid4()), "text": {"a": 1}},
    {"type": "say", "text": "x"},
    {"type": "say", "id": str(uuid4()), "text": "zero\x00byte"},
    {"type": "say", "id": "\ud83d", "text": "x"},
)


def test_what_cannot_be_kept_is_refused(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        for client in (person, worker):
            for sent in NOT_KEPT:
                await client.send(**sent)
                await client.kind("refused")

    run(test)
    assert talks.report.texts == ["Boję się."]


RUBBISH = ("", "{", "[]", "null", '"x"', "[" * 5000, '{"type": 7}', '{"type": []}', '{"type": {}}')


def test_rubbish_is_passed_over(talks: Talks) -> None:
    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        for client in (person, worker):
            for rubbish in RUBBISH:
                await client.socket.send(rubbish)
            await client.socket.send(b"\xff\xfe")
            assert (await client.say("Jestem."))["type"] == "kept"

    run(test)


def test_who_writes_ten_thousand_waits_and_nobody_else(talks: Talks) -> None:
    async def test() -> None:
        other = await in_city("gdansk", Report.made, "Inna osoba")
        flood = await resident(talks.port, talks.report)
        sending = asyncio.create_task(_ten_thousand(flood))
        calm = await resident(talks.port, other)
        began = asyncio.get_running_loop().time()
        assert (await calm.say("Pomocy."))["type"] == "kept"
        assert asyncio.get_running_loop().time() - began < 3
        await flood.message(15)
        await asyncio.sleep(1)
        stored = await in_city("gdansk", lambda: talks.report.row.last_number)
        assert 20 <= stored < 30
        sending.cancel()
        flood.socket.transport.abort()

    run(test)


async def _ten_thousand(client: Client) -> None:
    """As fast as the server takes them: it stops reading while the first ones wait."""
    for turn in range(10_000):
        await client.send(type="say", id=str(uuid4()), text=f"{turn}")


def test_a_wrong_code_opens_nothing(talks: Talks) -> None:
    async def test() -> None:
        for code in ("1234 5678 9012 3456", "", "abc"):
            client = await opened(talks.port, "/ws/chat/")
            await client.send(type="hello", code=code)
            assert await client.kind("refused") == {"type": "refused", "why": "code"}
            assert await client.closed() == 4403

    run(test)


def test_a_code_in_the_address_counts_for_nothing(talks: Talks) -> None:
    async def test() -> None:
        client = await opened(talks.port, f"/ws/chat/?code={talks.report.code.replace(' ', '')}")
        await client.send(type="hello")
        await client.kind("refused")

    run(test)


def test_who_tries_many_codes_waits_with_a_ticket(talks: Talks) -> None:
    async def test() -> None:
        for number in range(21):
            client = await opened(talks.port, "/ws/chat/")
            await client.send(type="hello", code=f"{number:016}")
            await client.next()
            await client.socket.close()
        client = await opened(talks.port, "/ws/chat/")
        await client.send(type="hello", code=talks.report.code)
        wait = await client.kind("wait")
        assert wait["seconds"] == 10
        await client.send(type="hello", code=talks.report.code, ticket=wait["ticket"])
        assert (await client.kind("wait"))["ticket"] == wait["ticket"]

    run(test)


def test_who_says_nothing_is_hung_up_on_and_it_is_no_fault(
    talks: Talks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for side in ("resident", "staff"):
        monkeypatch.setattr(f"casework.intake.chat.{side}.HELLO_WITHIN", 0.1)
    path = f"/ws/staff/conversations/{talks.report.pk}/"

    async def test() -> None:
        for silent in (
            await opened(talks.port, "/ws/chat/"),
            await opened(talks.port, path, session=talks.session),
        ):
            assert await silent.closed() == 1001

    run(test)
    assert "has failed" not in caplog.text


def test_a_page_and_its_sockets_are_one_reading_and_a_socket_alone_is_one_too(
    talks: Talks,
) -> None:
    with entered("gdansk"):
        browser_of(talks.cast.consultant).get(page_of(talks.report.row))
        other = session_of(talks.cast.colleague)

    async def test() -> None:
        for session in (talks.session, other):
            for _again in range(2):
                await consultant(talks.port, talks.report, session)

    run(test)
    with entered("gdansk"):
        seen = AuditEvent.objects.filter(verb="conversation.seen", object_id=talks.report.pk)
        readers = sorted(str(one.actor_id) for one in seen)
    assert readers == sorted(str(one.pk) for one in (talks.cast.consultant, talks.cast.colleague))


def _dismiss(user: User) -> None:
    Membership.objects.filter(user=user).delete()


def test_who_loses_access_is_hung_up_on(talks: Talks) -> None:
    """At the next word; the one before has come back first, for hearing is asked about, too."""

    async def test() -> None:
        worker = await consultant(talks.port, talks.report, talks.session)
        assert (await worker.say("Dzień dobry."))["type"] == "kept"
        await worker.message(2)
        await in_city("gdansk", _dismiss, talks.cast.consultant)
        await worker.send(type="say", id=str(uuid4()), text="Jeszcze.")
        assert await worker.closed() == 4403

    run(test)
    assert talks.report.texts == ["Boję się.", "Dzień dobry."]


def test_who_loses_access_hears_nothing_more(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.intake.chat.presence.EVERY", 0.1)

    async def test() -> None:
        worker = await consultant(talks.port, talks.report, talks.session)
        talks.cast.consultant.is_active = False
        await in_city("gdansk", talks.cast.consultant.save)
        assert await worker.closed() == 4403

    run(test)


def test_strangers_are_refused_before_the_handshake_ends(talks: Talks) -> None:
    path = f"/ws/staff/conversations/{talks.report.pk}/"
    with entered("gdansk"):
        partner = session_of(talks.cast.partner_worker)

    async def test() -> None:
        assert await status_of(talks.port, path, session=talks.session) == 101
        assert await status_of(talks.port, path) == 403
        assert await status_of(talks.port, path, session="x" * 32) == 403
        assert await status_of(talks.port, path, session=partner) == 403
        gone = f"/ws/staff/conversations/{uuid4()}/"
        assert await status_of(talks.port, gone, session=talks.session) == 403

    run(test)
