"""Live talks whose conversation goes, many windows that ask at once, and whose messages count."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from casework.intake import actions
from casework.intake.chat.pace import AT_ONCE, PACE
from casework.intake.chat.said import Facts
from casework.intake.chat.standing import standing
from casework.intake.choices import Author
from casework.intake.models import Conversation
from casework.intake.public.chatting import news
from ostoja.live import waiting
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import consultant, resident, run
from tests.casework.intake.reports import code_of, make_report, phone

NEWS = "/pl/info/2/news/"


@pytest.mark.parametrize("side", ["resident", "staff"])
def test_a_talk_whose_conversation_goes_ends_and_need_not_come_again(
    talks: Talks, side: str
) -> None:
    async def test() -> None:
        if side == "resident":
            page = await resident(talks.port, talks.report)
        else:
            page = await consultant(talks.port, talks.report, talks.session)
        await in_city("gdansk", lambda: Conversation.objects.all().delete())
        await page.send(type="say", id=str(uuid4()), text="Jest tu ktoś?")
        assert await page.closed() == 4403

    run(test)


def ask(row: Conversation, stance: str) -> list[Facts]:
    """One question of a page whose sockets are blocked, in a thread of its own as in a server."""
    try:
        with entered("gdansk"):
            return news(row, 1, Author.RESIDENT, stance)
    finally:
        connection.close()


@pytest.fixture
def asking(talks: Talks) -> Iterator[Callable[[], Future[list[Facts]]]]:
    """Asks about the report, again and again; a hub is there, since somebody has a socket."""
    run(partial(_has_a_socket, talks))
    with entered("gdansk"):
        row = talks.report.row
        stance = standing(row).stance.value
    with ThreadPoolExecutor(4) as pool:
        yield lambda: pool.submit(ask, row, stance)


async def _has_a_socket(talks: Talks) -> None:
    await resident(talks.port, talks.report)


def until(is_it: Any) -> None:
    """Wait for it, ten seconds at most."""
    ends = time.monotonic() + 10
    while not is_it():
        assert time.monotonic() < ends
        time.sleep(0.02)


def places() -> int:
    """How many questions wait in this process."""
    return sum(len(one) for one in waiting._waiting.values())


def test_a_third_window_ends_the_oldest_question_and_others_wait_on(
    talks: Talks, asking: Callable[[], Future[list[Facts]]]
) -> None:
    asked = []
    for number in range(waiting.EACH):
        asked.append(asking())
        until(lambda number=number: places() == number + 1)
    assert not any(one.done() for one in asked)
    asked.append(asking())
    assert [one["type"] for one in asked[0].result(timeout=5)] == ["state"]
    until(lambda: places() == waiting.EACH)
    assert not asked[1].done() and not asked[2].done()
    with entered("gdansk"):
        actions.write_again(conversation=talks.report.row, submission=uuid4(), text="Halo.")
    for one in asked[1:]:
        assert one.result(timeout=5)[0]["type"] == "message"
    until(lambda: places() == 0)


def test_a_question_about_what_is_gone_finds_nothing(
    talks: Talks, asking: Callable[[], Future[list[Facts]]]
) -> None:
    with entered("gdansk"):
        Conversation.objects.all().delete()
    with pytest.raises(Http404):
        asking().result(timeout=5)
    until(lambda: places() == 0)


def test_messages_count_in_their_own_city_alone(gdansk: None) -> None:
    row = make_report()
    for _ in range(AT_ONCE):
        PACE.wait(("gdynia", row.pk))
    assert _said(row)["type"] == "kept"
    for _ in range(AT_ONCE):
        PACE.wait(("gdansk", row.pk))
    assert _said(row)["type"] == "later"


def _said(row: Conversation) -> dict[str, Any]:
    sent = {"code": code_of(row), "id": str(uuid4()), "text": "Jestem."}
    [frame] = phone().post(NEWS, sent).json()["frames"]
    found: dict[str, Any] = frame
    return found
