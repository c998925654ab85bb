"""Somebody comes back the next day: who is free, the check word, the same person, the same case."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.browser.test_chat import TALK, open_as_staff, receipt, say

pytestmark = pytest.mark.browser

WORD = "wrzos"


def a_day_ago(server: DemoServer, words: str) -> None:
    """The report is of yesterday, and the person chose a check word; nobody of staff is there."""
    from casework.intake.models import AtWork, Conversation, Message, SafeContact

    with server.city("gdansk"):
        [found] = [one for one in Message.objects.order_by("-created_at")[:20] if one.text == words]
        rows = Conversation.objects.filter(pk=found.conversation_id)
        rows.update(created_at=timezone.now() - timedelta(days=1))
        SafeContact.objects.create(conversation=rows.get(), may_call="yes", check_word=WORD)
        AtWork.objects.all().delete()


def come_back(page: Page, server: DemoServer, code: str) -> None:
    page.goto(server.url("gdansk", "/pl/info/2/"))
    page.locator("[name=code]").fill(code)
    page.locator("main form .govuk-button").first.click()
    page.get_by_role("button", name=TALK).click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_check_word_is_asked_for_and_noted(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    words = f"Piszę drugi raz ({width})."
    person, worker = page_at(width), page_at(width)
    code = receipt(person, demo_server, words)
    a_day_ago(demo_server, words)
    come_back(person, demo_server, code)
    expect(person.locator("[data-state]")).to_contain_text("Najpierw napisz swoje hasło.")
    assert WORD not in person.content()
    signed_in(worker, "consultant@gdansk.example")
    open_as_staff(worker, demo_server, words)
    card = worker.locator("#check-word")
    expect(card).to_contain_text(WORD)
    for page in (person, worker):
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    card.get_by_role("button", name="Wstaw pytanie do odpowiedzi").click()
    question = "Zanim będziemy rozmawiać dalej: jakie jest Twoje hasło?"
    expect(worker.locator("main textarea")).to_have_value(question)
    worker.get_by_role("button", name="Wyślij odpowiedź").click()
    expect(person.locator("[data-log]")).to_contain_text(question)
    say(person, "Wrzosy")
    expect(worker.locator("[data-log]")).to_contain_text("Wrzosy")
    worker.locator("#check-word").get_by_role("button", name="Hasło się zgadza").click()
    expect(worker.locator("#check-word")).to_contain_text("hasło poprawne")
    expect(person.locator("[data-state]")).not_to_contain_text("hasło")
    assert axe(worker) == []


def test_a_break_is_seen_by_who_waits_without_a_reload(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    words = "Czy ktoś jest wolny?"
    person, worker = page_at(PHONE), page_at(DESK)
    receipt(person, demo_server, words)
    a_day_ago(demo_server, words)
    from casework.intake.models import Conversation

    with demo_server.city("gdansk"):  # those of other tests wait no more
        Conversation.objects.update(chat_until=None)
    signed_in(worker, "consultant@gdansk.example")
    worker.goto(demo_server.url("gdansk", "/pl/staff/inbox/"))
    person.get_by_role("button", name=TALK).click()
    expect(person.locator("[data-state]")).to_contain_text("Konsultant może teraz Ci odpowiedzieć")
    person.evaluate("window.same = true")
    worker.get_by_role("button", name="Zrób przerwę").click()
    busy = person.locator("[data-state]").get_by_text("Żaden konsultant nie jest teraz wolny.")
    expect(busy).to_be_visible(timeout=25_000)
    assert person.evaluate("window.same")
    worker.get_by_role("button", name="Już jestem").click()


def test_the_same_person_by_the_code_alone_and_an_existing_case(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    person, worker = page_at(PHONE), page_at(DESK)
    code = receipt(person, demo_server, "Pierwsza rozmowa tej osoby.")
    receipt(person, demo_server, "Druga rozmowa tej osoby.")
    signed_in(worker, "consultant@gdansk.example")
    open_as_staff(worker, demo_server, "Druga rozmowa tej osoby.")
    address = worker.url
    worker.get_by_role("button", name="Znowu ta sama osoba").click()
    worker.locator("[name=code]").fill("0000 0000 0000 0000")
    worker.locator("main [name=go]").click()
    expect(worker.locator(".govuk-error-summary")).to_be_visible()
    worker.locator("[name=code]").fill(code)
    worker.locator("main [name=go]").click()
    own = address.rstrip("/").split("/")[-1]
    others = worker.locator(f"main a[href*='/inbox/']:not([href*='{own}'])")
    expect(others.filter(has_not_text="Skrzynka").first).to_be_visible()
    assert worker.url == address
    worker.get_by_role("button", name="Dołącz do istniejącej sprawy").click()
    from casework.cases.models import Case

    with demo_server.city("gdansk"):
        number = Case.objects.exclude(state="closed").values_list("number", flat=True)[0]
    worker.locator("main [name=number]").fill(number)
    worker.locator("main [name=go]").click()
    expect(worker.locator("main")).to_contain_text(number)
