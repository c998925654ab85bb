"""Step 10 of the story: a city is onboarded, and its administrator signs in on its own host."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAt, SignedIn
from tests.browser.newcomers import join, onboard
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

SOPOT = "--slug sopot --name Sopot --teryt 2264 --blueprint msik --admin-email admin@sopot.example"


def test_sopot_is_onboarded_and_its_administrator_signs_in(
    demo_server: DemoServer, page_at: PageAt
) -> None:
    invitation = onboard(demo_server, *SOPOT.split())
    page = page_at()
    join(page, demo_server.url("sopot", invitation), "Administratorka Przykładowa-Sopocka")
    page.goto(demo_server.url("sopot", "/pl/staff/people/"))
    expect(page.locator("main")).to_contain_text("Administratorka Przykładowa-Sopocka")
    again = page_at()
    answer = again.goto(demo_server.url("sopot", invitation))
    assert answer is not None and answer.status in {404, 410}


def test_an_operator_sees_the_cities(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at()
    page.goto(demo_server.url("operator", "/"))
    expect(page).to_have_url(re.compile("/pl/staff/sign-in/"))
    page.locator("[name=login]").fill("operator@ostoja.example")
    page.locator("[name=password]").fill(demo_server.password)
    page.locator("[name=password]").press("Enter")
    page.locator("[name=code]").fill(demo_server.code("operator@ostoja.example"))
    page.locator("[name=code]").press("Enter")
    expect(page.locator("main")).to_contain_text("gdansk.localhost")
