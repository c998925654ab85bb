"""The consultant's desk: keys, canned replies, danger to life, with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casework.intake.actions import enter_chat
from casework.intake.models import Conversation
from tests.browser.conftest import DESK, PHONE, WAITS, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.casework.intake.reports import make_report

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]
FEW = "/pl/staff/inbox/?language=de"  # other tests leave more than a page of Polish ones
BEGUN = "Dzień dobry, czytam"
TOOLS = ("risk/", "pass-on/", "mute/", "aside/", "same-person/", "existing-case/", "danger/")


@pytest.fixture
def conversation(demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn) -> Opened:
    """Opens a conversation that has just begun, as this person, at this width."""

    def opened(who: str, width: int, javascript: bool = True, language: str = "pl") -> Page:
        with demo_server.city("gdansk"):
            begun = make_report(language=language)
        page = page_at(width, javascript)
        signed_in(page, f"{who}@gdansk.example")
        page.goto(demo_server.url("gdansk", f"/pl/staff/inbox/{begun.pk}/"))
        return page

    return opened


def key_of(page: Page) -> str:
    """The conversation's, from its address."""
    return page.url.rstrip("/").split("/")[-1]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_the_desk_has_nothing_for_axe_and_fits(
    conversation: Opened, axe: Violations, width: int
) -> None:
    page = conversation("consultant", width)
    address = page.url
    for step in ("", *TOOLS, "../"):
        page.goto(address + step)
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_danger_is_one_key_away_also_while_one_writes(conversation: Opened) -> None:
    page = conversation("consultant", DESK)
    address = page.url
    page.locator("main textarea").fill(BEGUN)
    page.locator("main textarea").press("F8")
    expect(page.locator("h1")).to_have_text("Zagrożenie życia")
    assert page.url == f"{address}danger/"
    page.get_by_role("button", name="Wróć do rozmowy").click()
    expect(page.locator("main textarea")).to_have_value(BEGUN)
    page.locator("h1").click()
    page.keyboard.press("d")
    expect(page.locator("h1")).to_have_text("Zagrożenie życia")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_canned_reply_comes_to_what_was_typed(conversation: Opened, javascript: bool) -> None:
    page = conversation("consultant", PHONE, javascript)
    page.locator("main textarea").fill(BEGUN)
    page.locator("#id_reply").select_option(index=1)
    page.get_by_role("button", name="Wstaw do odpowiedzi").click()
    expect(page.locator("main textarea")).to_have_value(
        re.compile(rf"^{BEGUN}.*Jestem tutaj.*58 511 01 21", re.DOTALL)
    )
    assert "{phone}" not in page.locator("main textarea").input_value()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_risk_is_noted_and_the_answer_waits_where_it_was(
    conversation: Opened, javascript: bool
) -> None:
    page = conversation("consultant", DESK, javascript)
    page.locator("main textarea").fill(BEGUN)
    page.get_by_role("button", name="Odnotuj ryzyko").click()
    kind = "może kogoś skrzywdzić" if javascript else "nagłe zagrożenie zdrowia"
    page.get_by_label(kind).check()
    page.get_by_role("button", name="Odnotuj ryzyko").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Napisz dlaczego")
    page.locator("[name=reason]").fill("Tak pisze.")
    page.get_by_role("button", name="Odnotuj ryzyko").click()
    expect(page.locator("main textarea")).to_have_value(BEGUN)
    expect(page.locator("main")).to_contain_text(f"{kind}: Tak pisze.")


def test_a_call_for_help_comes_to_the_supervisors_inbox_by_itself(
    conversation: Opened, demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    watching = page_at(DESK)
    signed_in(watching, "supervisor@gdansk.example")
    watching.goto(demo_server.url("gdansk", FEW))
    page = conversation("consultant", DESK, language="de")
    row = watching.locator("main tr", has=watching.locator(f"a[href*='{key_of(page)}']"))
    page.get_by_role("button", name="Pomoc teraz").click()
    expect(row).to_contain_text("prosi o pomoc", timeout=WAITS)
    row.locator("a[href*='/inbox/']").first.click()
    watching.get_by_role("button", name="Idę").click()
    expect(watching.locator("main")).to_contain_text("już idzie")


def test_with_a_socket_the_inbox_is_asked_for_when_something_changes(
    conversation: Opened, demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    watching = page_at(DESK)
    signed_in(watching, "supervisor@gdansk.example")
    watching.goto(demo_server.url("gdansk", FEW))
    asked: list[str] = []
    watching.on("request", lambda one: asked.append(one.url))
    for _ in range(6):  # what loading the page began comes to its end
        asked.clear()
        watching.wait_for_timeout(5000)  # longer than the pause between looks without a socket
        if not asked:
            break
    assert asked == []
    page = conversation("consultant", DESK, language="de")
    row = watching.locator("main tr", has=watching.locator(f"a[href*='{key_of(page)}']"))
    expect(row).to_be_visible()
    asked.clear()
    page.get_by_role("button", name="Odnotuj ryzyko").click()
    page.get_by_label("może kogoś skrzywdzić").check()
    page.locator("[name=reason]").fill("Tak pisze.")
    page.get_by_role("button", name="Odnotuj ryzyko").click()
    expect(row).to_contain_text("może kogoś skrzywdzić", timeout=WAITS)
    assert 1 <= len(asked) <= 3


def test_without_a_socket_a_call_for_help_comes_by_itself_and_is_read_out_once(
    conversation: Opened, demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    watching = page_at(DESK)
    watching.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
    signed_in(watching, "supervisor@gdansk.example")
    watching.goto(demo_server.url("gdansk", "/pl/staff/inbox/"))
    said = watching.locator("[data-pressing]")
    before = said.get_by_text("prosi teraz o pomoc").count()
    link = watching.locator("main table a[href*='/inbox/']").last
    link.focus()
    focused = link.get_attribute("href")
    page = conversation("consultant", PHONE)
    key = key_of(page)
    page.get_by_role("button", name="Pomoc teraz").click()
    calls = said.get_by_text("prosi teraz o pomoc")
    expect(calls).to_have_count(before + 1, timeout=WAITS)
    assert watching.locator("[role=status]").count() == 1  # the inbox's own: how many wait
    expect(watching.locator("[role=status]")).not_to_contain_text("prosi teraz o pomoc")
    assert watching.evaluate("document.activeElement.getAttribute('href')") == focused
    watching.locator(f"[data-pressing] a[href*='{key}']").click()
    watching.get_by_role("button", name="Idę").click()
    expect(watching.locator("main")).to_contain_text("już idzie")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_in_danger_help_and_the_call_to_112_are_on_one_page(
    conversation: Opened, axe: Violations, width: int
) -> None:
    page = conversation("consultant", width)
    top = page.get_by_role("button", name="Zagrożenie życia", exact=True)
    box = top.bounding_box()
    assert box is not None and box["y"] < 700, "it is seen without much scrolling"
    page.locator("main textarea").fill(BEGUN)
    top.click()
    page.get_by_role("button", name="Rozpocznij procedurę").click()
    page.get_by_label("O której zadzwoniono na 112?").fill("25:71")
    page.get_by_label("Numer, który podał dyspozytor").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("O której zadzwoniono na 112?").fill("0:01")
    page.get_by_label("Numer, który podał dyspozytor").fill("GD-17")
    page.get_by_role("button", name="Pomoc teraz", exact=True).click()
    expect(page.locator("main")).to_contain_text("Superwizorzy zostali wezwani")
    expect(page.get_by_label("Numer, który podał dyspozytor")).to_have_value("GD-17")
    first = page.locator(".ostoja-step").first
    right = [one.bounding_box() for one in page.locator(".ostoja-step button").all()]
    assert width == PHONE or len({round(one["x"] + one["width"]) for one in right if one}) == 1
    first.get_by_role("button").click()
    expect(first).to_contain_text("zrobione")
    assert axe(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Wróć do rozmowy").click()
    expect(page.locator("main textarea")).to_have_value(BEGUN)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_whoever_comes_to_talk_is_marked_in_an_inbox_that_is_open(
    demo_server: DemoServer, conversation: Opened, axe: Violations, width: int
) -> None:
    page = conversation("consultant", width, language="uk")
    key = key_of(page)
    page.goto(demo_server.url("gdansk", "/pl/staff/inbox/?language=uk"))
    row = page.locator("tr", has=page.locator(f'a[href*="{key}"]'))
    expect(row).to_be_visible()
    expect(row).not_to_contain_text("na stronie teraz")
    with demo_server.city("gdansk"):
        enter_chat(conversation=Conversation.objects.get(pk=key))
    expect(row).to_contain_text("na stronie teraz, czeka", timeout=WAITS)
    page.goto(demo_server.url("gdansk", "/pl/staff/inbox/?language=uk&show=live"))
    expect(row).to_be_visible()
    assert axe(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
