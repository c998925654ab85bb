"""A county is onboarded, its people give it what is missing, it opens, and a resident writes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accessibility.statement import selectors as statement
from accessibility.statement.actions import change_statement
from casework.roster.actions.patterns import plan_from_patterns
from casework.roster.models import DutyPlace
from ostoja.access.roles import Role
from ostoja.accounts.actions import invite
from ostoja.accounts.models import User
from tests.accessibility.statement.making import whole_facts
from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.browser.newcomers import join, onboard, operate
from tests.browser.server import DemoServer
from tests.cast import make_person

pytestmark = pytest.mark.browser

CITY = "tczew"
COUNTY = ("--slug", CITY, "--name", "powiat tczewski", "--teryt", "2214", "--blueprint", "msik")
ADMIN = "admin@tczew.example"
HELP = "Pomoc jest dostępna już teraz"


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def staff(server: DemoServer, path: str) -> str:
    return server.url(CITY, f"/pl/staff/{path}")


def bring(server: DemoServer, page: Page, role: Role) -> None:
    """The administrator invites somebody, who comes."""
    email = f"{role}@tczew.example"
    with server.city(CITY):
        by = User.objects.get(email=ADMIN)
        _invitation, token = invite(
            email=f"second-{email}", full_name="", role=role, group=None, language="pl", by=by
        )
    name = f"Osoba Przykładowa {role}"
    join(page, server.url(CITY, f"/pl/staff/invitation/{token}/"), name)


def write_statement(server: DemoServer) -> None:
    """What stands on its long form; the browser publishes it."""
    with server.city(CITY):
        by = User.objects.get(email=ADMIN)
        change_statement(version=statement.statement().version, by=by, **whole_facts())


def confirm_facts(server: DemoServer, page: Page) -> None:
    page.goto(staff(server, "city/numbers/"))
    with page.expect_navigation():
        page.get_by_role("button", name="Potwierdź numery").click()
    page.goto(staff(server, "city/grants/"))
    page.get_by_label("Nie, żadna dotacja").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz").click()
    page.goto(staff(server, "accessibility/statement/"))
    page.get_by_role("button", name="Opublikuj deklarację").click()


def name_controller(server: DemoServer, page: Page) -> None:
    page.goto(staff(server, "privacy/controller/"))
    facts = {"name": "PCPR", "street": "ul. Łąkowa 1", "postal_code": "83-110", "town": "Tczew"}
    for field, words in facts.items():
        page.fill(f"[name={field}]", words)
    page.get_by_role("button", name="Zapisz").click()


def plan_first_week(server: DemoServer) -> None:
    """Two people in turn wherever somebody must be there day and night, from yesterday's night."""
    with server.city(CITY):
        first, by = timezone.localdate() - timedelta(days=1), User.objects.get(email=ADMIN)
        for place in DutyPlace.objects.filter(always=True):
            emails = [f"{place.key}-{number}@tczew.example" for number in range(2)]
            turn = [make_person(Role.CONSULTANT, email=email) for email in emails]
            last = first + timedelta(days=9)
            plan_from_patterns(
                submission=uuid4(), place=place, turn=turn, first=first, last=last, by=by
            )


def write(resident: Page) -> None:
    resident.get_by_role("button", name="Napisz do nas").click()
    resident.get_by_role("button", name="Napisz od razu").click()
    resident.fill("[name=text]", "Od tygodnia nie mogę spać.")
    resident.get_by_role("button", name="Wyślij już teraz").click()


def test_a_county_opens_and_a_resident_writes(
    demo_server: DemoServer, page_at: PageAt, axe: Violations
) -> None:
    invitation = onboard(demo_server, *COUNTY, "--admin-email", ADMIN)
    administrator, resident = page_at(DESK), page_at(PHONE, javascript=False)
    join(administrator, demo_server.url(CITY, invitation), "Administratorka Przykładowa")

    resident.goto(demo_server.url(CITY, "/pl/contact/"))
    expect(resident.locator("h1")).to_have_text(HELP)
    expect(resident.locator("main")).to_contain_text("Powiatowy system interwencji kryzysowej")
    assert_fits(resident, axe)

    administrator.goto(staff(demo_server, ""))
    administrator.get_by_role("link", name="Do otwarcia miasta brakuje 7 rzeczy").click()
    expect(administrator.locator("main")).to_contain_text("Gotowe: 1 z 8")
    assert_fits(administrator, axe)
    assert "tczew is not ready" in operate(demo_server, "open", CITY).stderr

    write_statement(demo_server)
    confirm_facts(demo_server, administrator)
    name_controller(demo_server, administrator)
    plan_first_week(demo_server)
    bring(demo_server, page_at(), Role.CITY_ADMIN)
    officer = page_at(PHONE)
    bring(demo_server, officer, Role.DPO)
    administrator.goto(staff(demo_server, "opening/"))
    expect(administrator.locator("main")).to_contain_text("Gotowe: 7 z 8")
    expect(administrator.get_by_role("button", name="Otwórz miasto")).to_have_count(0)
    officer.goto(staff(demo_server, "privacy/"))
    officer.get_by_role("button", name="Przeczytano i potwierdzam").click()

    administrator.reload()
    assert_fits(administrator, axe)
    administrator.get_by_role("button", name="Otwórz miasto").click()
    expect(administrator.locator("main")).to_contain_text("Od teraz mieszkańcy mogą do Was pisać")

    resident.goto(demo_server.url(CITY, "/pl/"))
    write(resident)
    expect(resident.locator("h1")).to_have_text("Mamy Twoją wiadomość")


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_slupsk_says_who_helps_now(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, language: str, width: int
) -> None:
    page = page_at(width)
    page.goto(demo_server.url("slupsk", f"/{language}/"))
    expect(page.locator("main")).to_contain_text("Miejski Ośrodek Pomocy Rodzinie w Słupsku")
    expect(page.locator("main")).to_contain_text("59 81 42 801")
    assert_fits(page, axe)
