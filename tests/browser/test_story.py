"""The story through the house, in a real browser: a report becomes a coordinated case.

Once without JavaScript and once with it. The numbers are those of the README.
"""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from casework.intake.models import Conversation
from ostoja.audit.models import AuditEvent
from ostoja.privacy.receipts import lookup_hash
from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

REPORT = "Partner grozi mi i dzieciom. Boję się wracać do domu."
ANSWER = "Dzień dobry. Jesteśmy tu całą dobę. Znajdziemy dla Pani pomoc prawną."
OUTCOME = "Udzielono porady prawnej i ustalono plan bezpieczeństwa."
NOTE = "Umówiono spotkanie na jutro."
PARTNER = "Fundacja Centrum Praw Kobiet Oddział w Gdańsku"


@dataclass
class Story:
    """One walk through the story, step by step; addresses are noted on the way."""

    server: DemoServer
    page_at: PageAt
    signed_in: SignedIn
    axe: Violations
    javascript: bool
    code: str = ""
    case: str = ""
    referral: str = ""

    @property
    def pseudonym(self) -> str:
        return "Osoba Wrzos" if self.javascript else "Osoba Jesion"

    def as_staff(self, name: str, width: int = DESK) -> Page:
        """A browser of this person of Gdańsk, signed in."""
        page = self.page_at(width, self.javascript)
        self.signed_in(page, f"{name}@gdansk.example")
        return page

    def path(self, page: Page) -> str:
        return re.sub(r"^http://[^/]+", "", page.url)

    def look(self, page: Page) -> None:
        """Nothing for axe to find (it needs scripts), and nothing wider than the screen."""
        if self.javascript:
            assert self.axe(page) == [], page.url
        size = page.viewport_size
        assert size is not None
        width = page.locator("html").bounding_box()
        assert width is not None and width["width"] <= size["width"], page.url

    def a_resident_writes(self) -> None:
        page = self.page_at(PHONE, False)
        page.goto(self.server.url("gdansk", "/q/HWP7K3"))
        assert "Gdy zagrożone jest czyjeś życie" in page.inner_text("main")
        self.look(page)
        page.get_by_role("button", name="Napisz od razu").click()
        page.locator("main textarea").fill(REPORT)
        self.look(page)
        page.get_by_role("button", name="Wyślij już teraz").click()
        self.code = " ".join(page.locator(".ostoja-receipt__code").inner_text().split())
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", self.code)
        assert self.code.replace(" ", "") not in page.url
        self.look(page)
        page.reload()
        assert " ".join(page.locator(".ostoja-receipt__code").inner_text().split()) == self.code

    def conversation(self) -> UUID:
        """Its id: other tests have left more than a page of theirs in the same inbox."""
        with self.server.city("gdansk"):
            return Conversation.objects.get(receipt_hash=lookup_hash(self.code)).pk

    def a_consultant_answers(self) -> None:
        page = self.as_staff("consultant")
        page.goto(self.server.url("gdansk", "/pl/staff/inbox/"))
        self.look(page)
        page.goto(self.server.url("gdansk", f"/pl/staff/inbox/{self.conversation()}/"))
        expect(page.locator("main")).to_contain_text(REPORT)
        page.get_by_role("button", name="Odpowiem na to").click()
        page.locator("main textarea").first.fill(ANSWER)
        page.get_by_role("button", name="Wyślij odpowiedź").click()
        expect(page.locator("main")).to_contain_text(ANSWER)
        self.look(page)
        page.locator("main a[href$='/case/']").click()
        self._opens_a_case(page)

    def _opens_a_case(self, page: Page) -> None:
        page.fill("[name=pseudonym]", self.pseudonym)
        for label in ("Przemoc domowa", "Porada prawna", "pilne: dziś"):
            page.get_by_label(label, exact=True).check()
        self.look(page)
        page.locator("main form button[type=submit]").click()
        expect(page.locator("h1")).to_contain_text(self.pseudonym)
        expect(page.locator("main")).to_contain_text(REPORT)
        self.case = self.path(page)
        self.look(page)

    def the_consultant_hands_over(self) -> None:
        page = self.as_staff("consultant")
        page.goto(self.server.url("gdansk", self.case))
        page.locator("main a[href$='/hand-over/']").click()
        page.fill("[name=message]", "Potrzebna pomoc prawna i bezpieczne miejsce.")
        page.locator("[name=legal_basis][value=statutory_task]").check()
        self.look(page)
        page.locator("button[name=send]").click()
        expect(page.locator("h1")).to_contain_text("Przekazanie do koordynatora")

    def the_coordinator_refers(self) -> None:
        page = self.as_staff("coordinator")
        page.goto(self.server.url("gdansk", self.case))
        page.locator("main a[href*='/referrals/']").first.click()
        with page.expect_navigation():
            page.get_by_role("button", name="Przyjmij").click()
        page.goto(self.server.url("gdansk", self.case))
        page.locator("main a[href$='/refer/']").click()
        page.get_by_label("Przemoc domowa").check()
        page.locator("button[name=chosen]").click()
        self.look(page)
        self._chooses_the_partner(page)

    def _chooses_the_partner(self, page: Page) -> None:
        card = page.locator("main .ostoja-card, main li").filter(has_text=PARTNER).first
        for reason in ("Przemoc domowa", "polski", "sprawdzon"):
            expect(card).to_contain_text(reason)
        card.get_by_role("button").first.click()
        page.fill("[name=message]", "Prośba o poradę prawną i wsparcie.")
        page.locator("[name=legal_basis][value=statutory_task]").check()
        self.look(page)
        page.locator("button[name=send]").click()
        self.referral = self.path(page)
        expect(page.locator("main")).to_contain_text(PARTNER)
        self.look(page)

    def the_partner_works(self) -> None:
        page = self.as_staff("partner-worker", PHONE)
        page.goto(self.server.url("gdansk", "/pl/staff/cases/"))
        expect(page.locator(f"main a[href$='{self.case}']")).to_have_count(1)
        page.goto(self.server.url("gdansk", self.referral))
        with page.expect_navigation():
            page.get_by_role("button", name="Przyjmij").click()
        page.goto(self.server.url("gdansk", self.case))
        assert REPORT not in page.inner_text("main"), "shared although nobody said so"
        page.locator("main a[href$='/note/']").click()
        page.locator("main textarea").fill(NOTE)
        page.locator("[name=visibility][value=everybody]").check()
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        page.goto(self.server.url("gdansk", self.referral))
        page.locator("main a[href$='/move/completed/']").click()
        page.locator("main textarea").first.fill(OUTCOME)
        self.look(page)
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("main")).to_contain_text(OUTCOME)

    def another_partner_sees_nothing(self) -> None:
        page = self.as_staff("partner-worker-2")
        for path in (self.case, self.referral):
            answer = page.goto(self.server.url("gdansk", path))
            assert answer is not None and answer.status == 404
            assert self.pseudonym not in page.content()

    def the_loop_closes(self) -> None:
        for name in ("coordinator", "consultant"):
            page = self.as_staff(name)
            page.goto(self.server.url("gdansk", self.case))
            expect(page.locator("main")).to_contain_text(OUTCOME)
            expect(page.locator("main")).to_contain_text(NOTE)
        page = self.page_at(PHONE, self.javascript)
        page.goto(self.server.url("gdansk", "/pl/return/"))
        page.fill("[name=code]", self.code)
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("main")).to_contain_text(ANSWER)
        assert self.code.replace(" ", "") not in page.url
        self.look(page)

    def nothing_shows_elsewhere(self) -> None:
        for city in ("gdynia", "slupsk"):
            page = self.page_at(DESK, self.javascript)
            self.signed_in(page, f"coordinator@{city}.example")
            for path in (self.case, self.referral):
                answer = page.goto(self.server.url(city, path))
                assert answer is not None and answer.status == 404
            answer = page.goto(self.server.url(city, "/pl/return/"))
            assert answer is not None and answer.status == 404, "contact is off in this city"

    def every_step_is_on_record(self) -> None:
        case_id = self.case.rstrip("/").rpartition("/")[2]
        with self.server.city("gdansk"):
            verbs = set(
                AuditEvent.objects.filter(subject_id=case_id).values_list("verb", flat=True)
            )
        assert {"case.opened", "case.seen", "referral.sent", "referral.accepted"} <= verbs
        assert {"case.annotated", "referral.completed"} <= verbs
        page = self.as_staff("city-admin")
        page.goto(self.server.url("gdansk", f"/pl/staff/audit/{case_id}/"))
        for person in ("Konsultantka", "Koordynatorka", "Pracowniczka"):
            expect(page.locator("main")).to_contain_text(person)
        assert REPORT not in page.content()
        self.look(page)


@pytest.mark.parametrize("javascript", [False, True], ids=["without scripts", "with scripts"])
def test_a_report_becomes_a_coordinated_case(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    javascript: bool,
) -> None:
    story = Story(demo_server, page_at, signed_in, axe, javascript)
    story.a_resident_writes()
    story.a_consultant_answers()
    story.the_consultant_hands_over()
    story.the_coordinator_refers()
    story.the_partner_works()
    story.another_partner_sees_nothing()
    story.the_loop_closes()
    story.nothing_shows_elsewhere()
    story.every_step_is_on_record()
