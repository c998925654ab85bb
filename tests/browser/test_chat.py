"""A live talk in a real browser: pages go on by themselves, and without JavaScript by hand."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

COUNTING = """() => {
  window.said = []
  const box = document.querySelector('[data-announcer]')
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) window.said.push(node.textContent)
    }
  }).observe(box, { childList: true })
  window.kept = document.querySelector('[data-log] h2')
}"""
SEND = "[data-say] .govuk-button-group .govuk-button:not(.govuk-button--secondary)"
TALK = "Porozmawiaj z konsultantem"


def receipt(page: Page, server: DemoServer, words: str) -> str:
    """Write, and give the code."""
    page.goto(server.url("gdansk", "/pl/contact/"))
    page.locator("[name=go][value=words]").click()
    page.locator("main textarea").fill(words)
    page.locator("[name=go][value=send]").click()
    code = " ".join(page.locator(".ostoja-receipt__code").inner_text().split())
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)
    return code


def open_as_staff(page: Page, server: DemoServer, words: str) -> None:
    """The conversation that holds these words."""
    from casework.intake.models import Message

    with server.city("gdansk"):
        [found] = [one for one in Message.objects.order_by("-created_at")[:20] if one.text == words]
        path = f"/pl/staff/inbox/{found.conversation_id}/"
    page.goto(server.url("gdansk", path))


def say(page: Page, words: str) -> None:
    box = page.locator("[data-say] textarea")
    box.fill(words)
    page.locator(SEND).click()
    expect(box).to_have_value("")


@pytest.mark.parametrize("blocked", [False, True], ids=["sockets", "sockets blocked"])
def test_two_pages_talk(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, blocked: bool
) -> None:
    words = f"Boję się wrócić do domu ({blocked})."
    person, worker = page_at(PHONE), page_at(DESK)
    if blocked:
        for page in (person, worker):
            page.add_init_script(
                "window.WebSocket = class { constructor () {"
                " setTimeout(() => this.onclose({ code: 1006 }), 5) } }"
            )
    signed_in(worker, "consultant@gdansk.example")
    receipt(person, demo_server, words)
    person.get_by_role("button", name=TALK).click()
    open_as_staff(worker, demo_server, words)
    for page in (person, worker):
        expect(page.locator("[data-log]")).to_contain_text(words)
        page.evaluate(COUNTING)
    expect(worker.locator("[data-state]")).to_contain_text("Ta osoba jest teraz na stronie.")
    for turn in range(3):
        say(worker, f"Słucham Pani {turn}.")
        expect(person.locator("[data-log]")).to_contain_text(f"Słucham Pani {turn}.")
        say(person, f"Jestem na schodach {turn}.")
        expect(worker.locator("[data-log]")).to_contain_text(f"Jestem na schodach {turn}.")
    for page, theirs, own in ((person, "Słucham", "schodach"), (worker, "schodach", "Słucham")):
        said = page.evaluate("window.said")
        assert len([one for one in said if theirs in one]) == 3, said
        assert [one for one in said if own in one] == []
        assert page.evaluate("document.querySelector('[data-log] h2') === window.kept")
        assert axe(page) == []
    assert person.evaluate("Object.keys(localStorage).length") == 0
    person.get_by_role("button", name="Zakończ rozmowę").click()
    expect(person.get_by_role("button", name=TALK)).to_be_visible()
    expect(worker.locator("[data-state]")).to_contain_text("Tej osoby nie ma teraz na stronie.")


def test_a_hundred_messages_make_a_hundred_announcements(
    demo_server: DemoServer, page_at: PageAt
) -> None:
    from uuid import uuid4

    from casework.intake.actions import say as say_now
    from casework.intake.models import Conversation
    from ostoja.accounts.models import User
    from ostoja.privacy.receipts import lookup_hash

    person = page_at(PHONE)
    code = receipt(person, demo_server, "Proszę o rozmowę.")
    person.get_by_role("button", name=TALK).click()
    expect(person.locator("[data-state]")).not_to_be_empty()
    person.evaluate(COUNTING)
    with demo_server.city("gdansk"):
        found = Conversation.objects.get(receipt_hash=lookup_hash(code))
        worker = User.objects.get(email="consultant@gdansk.example")
        for turn in range(100):
            say_now(conversation=found, submission=uuid4(), text=f"Zdanie {turn}.", by=worker)
    expect(person.locator("[data-log]")).to_contain_text("Zdanie 99.")
    said = [one for one in person.evaluate("window.said") if "Zdanie" in one]
    assert len(said) == 100
    assert [re.findall(r"Zdanie (\d+)", one)[0] for one in said] == [str(n) for n in range(100)]


def test_without_javascript_the_talk_goes_on_by_hand(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    words = "Piszę ze starego telefonu."
    person, worker = page_at(PHONE, False), page_at(DESK, False)
    signed_in(worker, "consultant@gdansk.example")
    receipt(person, demo_server, words)
    person.get_by_role("button", name=TALK).click()
    expect(person.locator("[data-state]")).not_to_be_empty()
    assert axe(person) == []
    open_as_staff(worker, demo_server, words)
    worker.get_by_role("button", name="Odpowiem na to").click()
    worker.locator("main textarea").fill("Jestem przy Pani.")
    worker.get_by_role("button", name="Wyślij odpowiedź").click()
    person.get_by_role("button", name="Sprawdź").click()
    expect(person.locator("main")).to_contain_text("Jestem przy Pani.")
    person.locator("main textarea").fill("Dziękuję.")
    person.get_by_role("button", name="Wyślij", exact=True).click()
    # The page is older than the resident's word; in a talk of one's own that is no reason.
    worker.locator("main textarea").fill("Proszę pisać dalej.")
    worker.get_by_role("button", name="Wyślij odpowiedź").click()
    expect(worker.locator("main")).to_contain_text("Dziękuję.")
    person.get_by_role("button", name="Sprawdź").click()
    expect(person.locator("main")).to_contain_text("Proszę pisać dalej.")
    person.get_by_role("button", name="Zakończ rozmowę").click()
    expect(person.get_by_role("button", name=TALK)).to_be_visible()


def test_what_is_refused_stays_in_the_form(demo_server: DemoServer, page_at: PageAt) -> None:
    person = page_at(PHONE)
    receipt(person, demo_server, "Krótko.")
    person.get_by_role("button", name=TALK).click()
    box = person.locator("[data-say] textarea")
    box.fill("a" * 1_000_000)
    person.locator(SEND).click()
    expect(person.locator("#chat-error")).to_be_visible()
    assert len(box.input_value()) == 1_000_000
    box.fill("Krócej.")
    person.locator(SEND).click()
    expect(person.locator("[data-log]")).to_contain_text("Krócej.")
    expect(person.locator("#chat-error")).to_have_count(0)
