"""A worker without an account: one e-mail, one link, one answer, and the next link."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

if TYPE_CHECKING:
    from casework.cases.models import Case

pytestmark = pytest.mark.browser

PURPOSE = "Pytanie o wolne miejsce."
LETTER = "Potrzebna rozmowa o długach, najlepiej po południu."


def letter_by_link(server: DemoServer) -> tuple[str, str]:
    """A letter to a body without accounts: the path of its link, and of its page for staff."""
    from casework.cases.models import CaseNeed
    from casework.partners.models import Organisation
    from casework.referrals import links
    from casework.referrals.actions import draft_and_send
    from casework.referrals.models import Referral
    from ostoja.accounts.models import User

    with server.city("gdansk"):
        # What came back is another test's.
        waiting = CaseNeed.objects.filter(case__state="coordinated", state="open")
        need = waiting.exclude(referrals__state="declined").first()
        assert need is not None
        by = User.objects.get(email="coordinator@gdansk.example")
        group = by.memberships.exclude(group=None)[0].group
        sent: Referral = draft_and_send(
            submission=uuid4(),
            kind="referral",
            case=need.case,
            case_need=need,
            receiver=Organisation.objects.get(key="przykladowy-most"),
            group=group,
            by=by,
            message=LETTER,
            legal_basis="statutory_task",
        )
        token = links.issue(sent, event=uuid4())
        return f"/pl/answer/{token}/", f"/pl/staff/referrals/{sent.pk}/"


def consent_to(case: "Case") -> None:
    """The person agrees that one more body is asked; nothing rests on it yet."""
    from casework.cases.actions import record_consent
    from casework.partners.models import Organisation
    from ostoja.accounts.models import User

    facts: dict[str, Any] = {"data": ["basics"], "given_by": "person", "way": "phone"}
    record_consent(
        submission=uuid4(),
        case=case,
        purpose=PURPOSE,
        receivers=[Organisation.objects.get(key="przykladowy-most")],
        given_on=timezone.localdate(),
        expires_on=None,
        by=User.objects.get(email="coordinator@gdansk.example"),
        **facts,
    )


def look(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    box, size = page.locator("html").bounding_box(), page.viewport_size
    assert box is not None and size is not None and box["width"] <= size["width"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_letter_is_read_and_answered_by_link(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    """On the wide screen without JavaScript."""
    path, staff_path = letter_by_link(demo_server)
    page = page_at(width, width == PHONE)
    page.goto(demo_server.url("gdansk", path))
    expect(page).to_have_title("Informacje – Gdańsk")
    assert LETTER not in page.content()
    look(page, axe)
    page.get_by_role("button", name="Przeczytaj pismo").click()
    expect(page.get_by_text(LETTER)).to_be_visible()
    look(page, axe)
    page.get_by_role("button", name="Podejmujemy się").click()
    page.get_by_role("button", name="Wyślij odpowiedź").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Wpisz swoje imię i nazwisko.")
    look(page, axe)
    page.locator("[name=name]").fill("Ola Przykładowa")
    page.get_by_role("button", name="Wyślij odpowiedź").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dziękujemy. Odpowiedź zapisana.")
    look(page, axe)
    page.get_by_role("button", name="Przeczytaj pismo jeszcze raz").click()
    expect(page.get_by_role("button", name="Zaczęliśmy pracę")).to_be_visible()
    page.goto(demo_server.url("gdansk", path))
    page.get_by_role("button", name="Przeczytaj pismo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ten link już nie działa")
    look(page, axe)
    staff = page_at(width)
    signed_in(staff, "coordinator@gdansk.example")
    staff.goto(demo_server.url("gdansk", staff_path))
    expect(staff.locator("main")).to_contain_text("Ola Przykładowa")
    look(staff, axe)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_came_back_shows_who_is_next_and_consents_stand_on_the_case(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    from casework.referrals.models import Referral

    with demo_server.city("gdansk"):
        declined = Referral.objects.filter(
            kind="referral", state="declined", case_need__state="open"
        ).earliest("created_at")
        case, need = declined.case_id, declined.case_need_id
        consent_to(declined.case)
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url("gdansk", f"/pl/staff/referrals/{declined.pk}/"))
    expect(page.get_by_role("heading", name="Kto jeszcze może pomóc")).to_be_visible()
    look(page, axe)
    page.goto(demo_server.url("gdansk", f"/pl/staff/cases/{case}/refer/{need}/why-not/"))
    expect(page.locator("main li").first).to_be_visible()
    look(page, axe)
    page.goto(demo_server.url("gdansk", f"/pl/staff/cases/{case}/consents/new/"))
    look(page, axe)
    page.goto(demo_server.url("gdansk", f"/pl/staff/cases/{case}/"))
    expect(page.get_by_role("heading", name="Zgody")).to_be_visible()
    look(page, axe)
    waiting = page.get_by_role("link", name="Osoba wycofuje zgodę")
    number = waiting.count()
    page.locator("article", has_text=PURPOSE).locator(waiting).first.click()
    expect(page.locator("main")).to_contain_text("Nic się teraz na niej nie opiera.")
    look(page, axe)
    page.get_by_role("button", name="Wycofaj zgodę").click()
    expect(page.locator("main")).to_contain_text("Zgoda została wycofana.")
    expect(waiting).to_have_count(number - 1)
    look(page, axe)
