"""One night, from the first word to a colleague's answer, on a slow phone while Redis goes away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn
from tests.browser.leaving import SITE
from tests.browser.server import DemoServer, demo_cities, free_port, serving
from tests.browser.test_guided import press
from tests.databases import TemplateDatabase, drop
from tests.own_redis import OwnRedis, own_redis

pytestmark = pytest.mark.browser

# A phone of years ago on the edge of a cell.
SLOW_NETWORK = {
    "offline": False,
    "latency": 300,  # milliseconds
    "downloadThroughput": 50_000,  # bytes a second
    "uploadThroughput": 20_000,
}
SLOWER = 4  # times
PATIENCE = 60_000  # milliseconds: what is measured here is that nothing is lost
WORDS = "Я боюся повертатися додому."
SEND = "[data-say] .govuk-button-group .govuk-button:not(.govuk-button--secondary)"


@pytest.fixture
def redis() -> Iterator[OwnRedis]:
    """Stopped and started by the test alone."""
    with own_redis() as own:
        yield own


@pytest.fixture
def demo_server(
    redis: OwnRedis,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[DemoServer]:
    """The demonstration beside that Redis, with a database that no other test changes."""
    name, template = f"ostoja_night_{worker_id}", TemplateDatabase("demo")
    with django_db_blocker.unblock():
        template.build(demo_cities)
        url = template.clone(name)
    server = DemoServer(
        port=free_port(),
        database_url=url,
        redis_number=0,
        template=template,
        folder=tmp_path_factory.mktemp("night"),
        unblock=django_db_blocker.unblock,
        settings={"REDIS_URL": redis.url},
    )
    with serving(server):
        yield server
    drop(name)


def slowed(page: Page) -> Page:
    """As on an old phone with a bad connection."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.context.set_default_timeout(PATIENCE)
    return page


def finish_the_form(page: Page, server: DemoServer) -> str:
    """In Ukrainian that is easy to read, question by question; the code."""
    page.goto(server.url("gdansk", "/uk/"))
    page.get_by_role("link", name="Легкий текст").click()
    expect(page.locator(".ostoja-easy__line").first).to_be_visible(timeout=PATIENCE)
    page.locator("main a[href='/uk/info/']").first.click()
    expect(page.locator(".ostoja-easy__line").first).to_be_visible(timeout=PATIENCE)
    steps = ["safety", "about", "words", "needs", "reach", "safely", "check"]
    for step in steps:
        page.locator(f"main input[name=step][value={step}]").wait_for(state="attached")
        _answer(page, step)
        press(page, "send" if step == "check" else "next")
    shown = page.locator(".ostoja-receipt__code").inner_text()
    return " ".join(shown.split())


def _answer(page: Page, step: str) -> None:
    if step == "about":
        page.locator("[name=about][value=me]").check()
    elif step == "words":
        page.locator("main textarea").fill(WORDS)
    elif step == "needs":
        page.locator("[name=needs]").first.check()
    elif step == "reach":
        page.locator("[name=may_call][value=yes]").check()
    elif step == "safely":
        page.fill("[name=phone]", "600 100 200")


def leave(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(SITE)


def come_back(page: Page, server: DemoServer, code: str) -> None:
    """With the code, and into a live talk."""
    page.goto(server.url("gdansk", "/uk/info/2/"))
    page.locator("input[name=code]:not([type=hidden])").fill(code)
    page.locator("#code button[type=submit]").click()
    page.get_by_role("button", name="Поговорити з консультантом").click()
    expect(page.locator("[data-chat] [data-state]")).not_to_be_empty(timeout=PATIENCE)


def open_as_staff(page: Page, server: DemoServer, code: str) -> None:
    from casework.intake.models import Conversation
    from ostoja.privacy.receipts import lookup_hash

    with server.city("gdansk"):
        found = Conversation.objects.get(receipt_hash=lookup_hash(code))
    page.goto(server.url("gdansk", f"/pl/staff/inbox/{found.pk}/"))
    expect(page.locator("[data-log]")).to_contain_text(WORDS, timeout=PATIENCE)


def say(page: Page, words: str) -> None:
    """Returns when the server has acknowledged it."""
    page.locator("[data-say] textarea").fill(words)
    page.locator(SEND).click()
    expect(page.locator("[data-say] textarea")).to_have_value("", timeout=PATIENCE)


def reads(page: Page, words: str) -> None:
    expect(page.locator("[data-log]")).to_contain_text(words, timeout=PATIENCE)


def pass_on(page: Page, server: DemoServer, to: str) -> None:
    """To this colleague, with a note."""
    from ostoja.accounts.models import User

    with server.city("gdansk"):
        colleague = User.objects.get(email=to)
    page.goto(page.url.rstrip("/") + "/pass-on/")
    page.locator(f"[name=receiver][value='{colleague.pk}']").check()
    page.locator("[name=note]").fill("Pisze po ukraińsku, jest w domu sama.")
    page.get_by_role("button", name="Przekaż").click()
    page.wait_for_url(lambda url: "pass-on" not in url)


def assert_nothing_is_missing(server: DemoServer, code: str, pages: list[Page]) -> None:
    """Each page shows every message of the database, once and in order."""
    from casework.intake.models import Conversation
    from ostoja.privacy.receipts import lookup_hash

    with server.city("gdansk"):
        found = Conversation.objects.get(receipt_hash=lookup_hash(code))
        stored = [one.text for one in found.messages.order_by("number")]
    assert len(stored) == 9
    for page in pages:
        shown = page.locator("[data-log]").inner_text()
        places = [shown.find(text) for text in stored]
        assert -1 not in places and places == sorted(places), (stored, shown)
        assert [shown.count(text) for text in stored] == [1] * len(stored)


def test_a_night_on_an_old_phone_while_redis_goes_away(
    demo_server: DemoServer, redis: OwnRedis, page_at: PageAt, signed_in: SignedIn
) -> None:
    person, worker, colleague = slowed(page_at(PHONE)), page_at(DESK), page_at(DESK)
    person.route(f"{SITE}**", lambda route: route.fulfill(body="<p>neutral"))
    for page, email in ((worker, "consultant"), (colleague, "consultant-2")):
        signed_in(page, f"{email}@gdansk.example")
    code = finish_the_form(person, demo_server)
    leave(person)
    come_back(person, demo_server, code)
    open_as_staff(worker, demo_server, code)
    say(worker, "Доброї ночі, я тут.")
    reads(person, "Доброї ночі, я тут.")
    say(person, "Він може почути.")
    reads(worker, "Він може почути.")
    redis.stop()
    say(person, "Ви ще тут?")
    reads(worker, "Ви ще тут?")
    say(worker, "Так. Зараз вам відповість колега.")
    pass_on(worker, demo_server, "consultant-2@gdansk.example")
    open_as_staff(colleague, demo_server, code)
    say(colleague, "Мене звуть інакше, але я все прочитала.")
    reads(person, "Мене звуть інакше, але я все прочитала.")
    redis.start()
    say(person, "Добре, що ви прочитали.")
    reads(colleague, "Добре, що ви прочитали.")
    say(colleague, "Чи є у вас куди піти?")
    say(person, "До сестри.")
    for page in (worker, colleague, person):
        reads(page, "До сестри.")
    expect(person.locator("[data-log]")).to_contain_text(
        "Звідси вам відповідає інша людина", timeout=PATIENCE
    )
    assert_nothing_is_missing(demo_server, code, [worker, colleague, person])
