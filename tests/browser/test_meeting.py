"""A member of Gdynia's coalition logs a meeting on a phone, with and without JavaScript."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

MEMBER = "coalition-member@gdynia.example"
NEXT = "Pierwsze tygodnie zimy"


class Phone:
    """The member's phone, and each page on it without a violation or a sideways scroll."""

    def __init__(self, page: Page, axe: Violations, javascript: bool) -> None:
        self.page, self.axe, self.javascript = page, axe, javascript

    def tap(self, name: str) -> None:
        """A link, a link that looks like a button, or a button."""
        link = self.page.get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            link.or_(self.page.get_by_role("button", name=name, exact=True)).first.click()
        self.check()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(re.compile(rf"^{label}")).first.fill(text)

    def fill_day(self, question: str, day: datetime.date) -> None:
        group = self.page.get_by_role("group", name=question)
        for label, number in (("Dzień", day.day), ("Miesiąc", day.month), ("Rok", day.year)):
            group.get_by_label(label, exact=True).fill(str(number))

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(re.compile(rf"^{label}")).select_option(label=option)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def check(self) -> None:
        assert self.axe(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def phone(
    request: pytest.FixtureRequest, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> Phone:
    page = page_at(PHONE, javascript=request.param)
    signed_in(page, MEMBER)
    return Phone(page, axe, javascript=request.param)


def test_a_meeting_is_logged_while_it_goes_on(phone: Phone, demo_server: DemoServer) -> None:
    title = f"Spotkanie próbne {phone.javascript}"
    key_task, problem = f"Zebrać klucze {phone.javascript}", f"Brak miejsc {phone.javascript}"
    open_meetings(phone)
    log_meeting(phone, title)
    note_who_came(phone)
    add_outcomes(phone, key_task, problem)

    phone.tap("Wróć do spotkania")
    phone.reads(key_task, problem, "Trzy nowe wolontariuszki", "2 podmioty, 3 osoby")
    phone.tap("Wszystkie spotkania")
    phone.reads(title)

    phone.tap(NEXT)
    returned = phone.page.locator(".ostoja-card", has_text=key_task)
    expect(returned).to_contain_text(title)
    expect(phone.page.get_by_text("Trzy nowe wolontariuszki")).to_have_count(0)
    returned.get_by_role("button", name="Wykonane").click()
    phone.reads("Zapisano: zadanie")
    expect(phone.page.locator(".ostoja-card", has_text=key_task)).to_have_count(0)
    phone.reads(problem)

    with demo_server.city("gdynia"):
        from casework.meetings.models import Outcome
        from ostoja.audit.models import AuditEvent

        done = Outcome.objects.get(text=key_task)
        verbs = AuditEvent.objects.filter(object_id=done.pk).values_list("verb", flat=True)
        assert set(verbs) == {"outcome.added", "outcome.done"}


def open_meetings(phone: Phone) -> None:
    kind = "button" if phone.javascript else "link"
    phone.page.get_by_role(kind, name="Menu", exact=True).click()  # type: ignore[arg-type]
    phone.tap("Spotkania")


def log_meeting(phone: Phone, title: str) -> None:
    phone.tap("Dodaj spotkanie")
    # Who came is noted once it has begun, at whatever hour this test runs.
    phone.fill_day("Dzień", timezone.localdate() - datetime.timedelta(days=1))
    phone.fill("Początek", "10:00")
    phone.fill("Koniec", "9:00")
    phone.choose("Gospodarz", "Stowarzyszenie „Alter-Ego”")
    phone.choose("Miejsce", "Sala grupowa")
    phone.fill("Tytuł", title)
    phone.tap("Zapisz")
    phone.reads("Popraw te miejsca")
    expect(phone.page.get_by_label(re.compile("^Tytuł"))).to_have_value(title)
    phone.fill("Koniec", "12:00")
    phone.tap("Zapisz")
    phone.reads("Spotkanie zapisane", title)


def note_who_came(phone: Phone) -> None:
    phone.tap("Kto przyszedł")
    phone.tick("Straż Miejska")
    phone.page.get_by_label("Ile osób: Policja", exact=True).fill("3")
    phone.tap("Zapisz obecność")
    phone.reads("Obecność zapisana")


def add_outcomes(phone: Phone, key_task: str, problem: str) -> None:
    phone.tap("Dodaj ustalenia")
    for kind, text in (
        ("decyzja", "Spotykamy się co dwa miesiące."),
        ("informacja", "Zmienił się numer dyżurny."),
        ("sukces", "Trzy nowe wolontariuszki."),
        ("problem", problem),
    ):
        phone.tick(kind)
        phone.fill("Co powiedziano", text)
        phone.tap("Zapisz i dodaj następne")
        phone.reads(f"Zapisano: {kind}")
    phone.tick("zadanie")
    phone.fill("Co powiedziano", key_task)
    phone.tap("Zapisz i dodaj następne")
    phone.reads("Wybierz, kto to robi: zadanie musi mieć podmiot.")
    phone.choose("Kto to robi", "Stowarzyszenie Przykładowy Dach")
    phone.fill_day("Termin", timezone.localdate() + datetime.timedelta(days=14))
    phone.tap("Zapisz i dodaj następne")
    phone.reads("Zapisano: zadanie")


def test_other_cities_see_nothing_of_it(
    page_at: PageAt, signed_in: SignedIn, demo_server: DemoServer
) -> None:
    with demo_server.city("gdynia"):
        from casework.meetings.models import Meeting

        address = f"/pl/staff/meetings/{Meeting.objects.get(title=NEXT).pk}/"
    page = page_at(PHONE)
    signed_in(page, "coalition-member@slupsk.example")
    found = page.goto(demo_server.url("slupsk", address))
    assert found is not None and found.status == 404
    signed_in(page, MEMBER)
    found = page.goto(demo_server.url("gdynia", address))
    assert found is not None and found.status == 200
