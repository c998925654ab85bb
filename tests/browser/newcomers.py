"""A new city of the running demonstration, and people who come to it by invitation."""

import base64
import json
import os
import re
import subprocess
import sys
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page, expect

from ostoja.settings.environment import ROOT
from tests.browser.server import DemoServer, environment

PASSWORD = "wrzos nad zatoka 2264"
KNOWN_WITHIN = 10  # seconds; web servers read the hosts of new cities every five


def operate(server: DemoServer, *words: str) -> subprocess.CompletedProcess[str]:
    """Run ``ostoja city`` as an operator does."""
    return subprocess.run(
        [sys.executable, "-m", "ostoja.command_line", "city", *words, "--json"],
        env={**os.environ, **environment(server)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def onboard(server: DemoServer, *words: str) -> str:
    """Make a city; the path of the invitation that the command prints."""
    done = operate(server, "onboard", *words)
    assert done.returncode == 0, done.stderr
    return re.sub(r"^http://[^/]+", "", json.loads(done.stdout)["invitation"])


def join(page: Page, invitation: str, name: str) -> None:
    """Accept an invitation, with a password and a second factor."""
    until = time.monotonic() + KNOWN_WITHIN
    while (answer := page.goto(invitation)) and answer.status == 404 and time.monotonic() < until:
        page.wait_for_timeout(500)
    page.locator("[name=full_name]").fill(name)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    set_second_factor(page)


def set_second_factor(page: Page) -> None:
    """Type the code that an authenticator app would show for the secret on the page."""
    found = re.search(r"\b[A-Z2-7]{32}\b", page.inner_text("main").replace(" ", ""))
    assert found is not None
    code = TOTP(base64.b32decode(found[0]), 6, SHA1(), 30).generate(int(time.time()))  # noqa: S303
    page.locator("[name=code]").fill(code.decode())
    page.locator("[name=code]").press("Enter")
    expect(page.locator("[name=code]")).to_have_count(0)
