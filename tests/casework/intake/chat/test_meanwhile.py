"""Live talks whose conversation goes, many windows that ask at once, and whose messages count."""

import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from casework.intake import actions
from casework.intake.chat.pace import AT_ONCE, PACE
from casework.intake.models import Conversation
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


def ask(port: int, code: str, **facts: Any) -> dict[str, Any]:
    """One question of a page whose sockets are blocked; how long it was kept stands in it."""
    began, connection = time.monotonic(), HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Host": f"gdansk.localhost:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", NEWS, urlencode({"code": code, **facts}), headers)
    answer = connection.getresponse()
    found: dict[str, Any] = json.loads(answer.read()) if answer.status == 200 else {}
    connection.close()
    return {**found, "status": answer.status, "took": time.monotonic() - began}


def until(is_it: Any) -> None:
    """Wait for it, ten seconds at most."""
    ends = time.monotonic() + 10
    while not is_it():
        assert time.monotonic() < ends
        time.sleep(0.02)


def places() -> int:
    """How many questions wait in this process."""
    return sum(len(one) for one in waiting._waiting.values())


def test_a_third_window_ends_the_oldest_question_and_others_wait_on(talks: Talks) -> None:
    [state] = ask(talks.port, talks.report.code, after=1)["frames"]
    facts: dict[str, Any] = {"after": 1, "stance": state["stance"]}
    with ThreadPoolExecutor(3) as pool:
        asked: list[Future[dict[str, Any]]] = []
        for number in range(3):
            asked.append(pool.submit(ask, talks.port, talks.report.code, **facts))
            until(lambda number=number: places() == min(number + 1, waiting.EACH))
            if number < waiting.EACH:
                assert not any(one.done() for one in asked)
        first = asked[0].result(timeout=5)
        assert [one["type"] for one in first["frames"]] == ["state"]
        assert not asked[1].done() and not asked[2].done()
        with entered("gdansk"):
            actions.write_again(conversation=talks.report.row, submission=uuid4(), text="Halo.")
        for one in asked[1:]:
            assert next(frame["type"] for frame in one.result(timeout=5)["frames"]) == "message"
    until(lambda: places() == 0)


def test_a_question_about_what_is_gone_is_answered_so(talks: Talks) -> None:
    [state] = ask(talks.port, talks.report.code, after=1)["frames"]
    facts: dict[str, Any] = {"after": 1, "stance": state["stance"]}
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, talks.port, talks.report.code, **facts)
        until(lambda: places() == 1)
        with entered("gdansk"):
            row = talks.report.row
            actions.write_again(conversation=row, submission=uuid4(), text="Halo.")
            Conversation.objects.all().delete()
        assert asked.result(timeout=10)["status"] in {200, 404}
    assert ask(talks.port, talks.report.code)["status"] == 403


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
