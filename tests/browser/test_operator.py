"""Step 10 of the story: a city is onboarded, and its administrator signs in on its own host."""

import base64
import json
import os
import re
import subprocess
import sys
import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page, expect

from ostoja.settings.environment import ROOT
from tests.browser.conftest import PageAt, SignedIn
from tests.browser.server import DemoServer, environment

pytestmark = pytest.mark.browser

PASSWORD = "wrzos nad zatoka 2264"
SOPOT = "--slug sopot --name Sopot --teryt 2264 --blueprint msik --admin-email admin@sopot.example"


def onboard(server: DemoServer) -> str:
    """Run the command as an operator does; the path of the invitation it prints."""
    command = [sys.executable, "-m", "ostoja.command_line", "city", "onboard", *SOPOT.split()]
    done = subprocess.run(
        [*command, "--json"],
        env={**os.environ, **environment(server)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return re.sub(r"^http://[^/]+", "", json.loads(done.stdout)["invitation"])


def set_second_factor(page: Page) -> None:
    """Type the code that an authenticator app would show for the secret on the page."""
    found = re.search(r"\b[A-Z2-7]{32}\b", page.inner_text("main").replace(" ", ""))
    assert found is not None
    code = TOTP(base64.b32decode(found[0]), 6, SHA1(), 30).generate(int(time.time()))  # noqa: S303
    page.locator("[name=code]").fill(code.decode())
    page.locator("[name=code]").press("Enter")


def test_sopot_is_onboarded_and_its_administrator_signs_in(
    demo_server: DemoServer, page_at: PageAt
) -> None:
    invitation = onboard(demo_server)
    page = page_at()
    page.goto(demo_server.url("sopot", invitation))
    page.locator("[name=full_name]").fill("Administratorka Przykładowa-Sopocka")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    set_second_factor(page)
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
