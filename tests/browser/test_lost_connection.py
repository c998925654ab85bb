"""Phones in bad order: a connection that is lost and never closes, a clock that is wrong."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from copy import copy
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn
from tests.browser.server import DemoServer
from tests.browser.test_chat import SEND, TALK, open_as_staff, receipt, say
from tests.casework.intake.chat.faults.proxy import Proxy

pytestmark = pytest.mark.browser

NOTICED = 40_000  # milliseconds, ten seconds of doubt and the way back


@pytest.fixture
def proxy(demo_server: DemoServer) -> Iterator[Proxy]:
    """Between the phone and the server, in a thread of its own."""
    ready, ended = Future[tuple[Proxy, asyncio.AbstractEventLoop]](), threading.Event()

    async def serve() -> None:
        made = Proxy(demo_server.port)
        await made.start()
        ready.set_result((made, asyncio.get_running_loop()))
        await asyncio.to_thread(ended.wait)
        await made.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    yield ready.result(20)[0]
    ended.set()
    thread.join(20)
    assert not thread.is_alive()


def test_a_phone_on_another_network_comes_back_by_itself(
    demo_server: DemoServer, proxy: Proxy, page_at: PageAt, signed_in: SignedIn
) -> None:
    words = "Jadę windą, zaraz zniknę."
    person, worker = page_at(PHONE), page_at(DESK)
    signed_in(worker, "consultant@gdansk.example")
    behind = copy(demo_server)
    behind.port = proxy.port
    receipt(person, behind, words)
    person.get_by_role("button", name=TALK).click()
    open_as_staff(worker, demo_server, words)
    say(worker, "Jestem z Panią.")
    expect(person.locator("[data-log]")).to_contain_text("Jestem z Panią.")
    proxy.forget()
    say(worker, "Czy mnie Pani słyszy?")
    person.locator("[data-say] textarea").fill("Już jestem.")
    person.locator(SEND).click()
    for page in (person, worker):
        for said in ("Czy mnie Pani słyszy?", "Już jestem."):
            expect(page.locator("[data-log]")).to_contain_text(said, timeout=NOTICED)
    expect(person.locator("[data-say] textarea")).to_have_value("")
    assert worker.locator("[data-log]").inner_text().count("Już jestem.") == 1


def test_a_clock_that_is_two_hours_wrong_changes_nothing(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    words = "Mój zegar źle chodzi."
    person, worker = page_at(PHONE), page_at(DESK)
    person.clock.set_fixed_time(datetime.now(UTC) - timedelta(hours=2))
    signed_in(worker, "consultant@gdansk.example")
    receipt(person, demo_server, words)
    person.get_by_role("button", name=TALK).click()
    open_as_staff(worker, demo_server, words)
    for turn in range(2):
        say(person, f"Pytam {turn}.")
        expect(worker.locator("[data-log]")).to_contain_text(f"Pytam {turn}.")
        say(worker, f"Odpowiadam {turn}.")
        expect(person.locator("[data-log]")).to_contain_text(f"Odpowiadam {turn}.")
    times = "all => all.map(one => one.textContent.trim())"
    shown = [page.locator("[data-log] time").evaluate_all(times)[-4:] for page in (person, worker)]
    assert shown[0] == shown[1]  # when it was said is what the server says
