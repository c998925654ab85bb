"""The form on the city's own website: a page of another origin, which knows nothing of us."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, Request, expect

from casework.intake.models import Conversation
from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import HOST, DemoServer

pytestmark = pytest.mark.browser

WORDS = "Nie mam z kim porozmawiać."
PAGE = """<!DOCTYPE html><html lang="{language}"><head><title>Miasto</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Miasto</h1>{snippet}</main></body></html>"""


@contextmanager
def another_site(html: str) -> Iterator[str]:
    """A website on this machine whose only page holds this; gives its address."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_facts: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer((HOST, 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/kanarek/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def copied(page: Page, demo: DemoServer, language: str) -> str:
    """What the coordinator copies."""
    page.goto(demo.url("gdansk", "/pl/staff/website-form/"))
    page.locator("main select[name=language], main [name=language]").first.select_option(language)
    page.locator("main form button").click()
    return page.locator("pre code").inner_text()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_with_the_form_to_copy(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/website-form/"))
    assert axe(page) == []
    assert 'lang="uk"' in copied(page, demo_server, "uk")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_words_from_another_origin_are_read_checked_and_sent_on_our_pages(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    width: int,
) -> None:
    """On the phone in Ukrainian and without JavaScript."""
    language = "uk" if width == PHONE else "pl"
    desk = page_at(DESK)
    signed_in(desk, "coordinator@gdansk.example")
    html = PAGE.format(language=language, snippet=copied(desk, demo_server, language))
    page = page_at(width, javascript=width == DESK)
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    with another_site(html) as address, demo_server.city("gdansk"):
        before = Conversation.objects.count()
        page.goto(address)
        assert axe(page) == []
        page.locator("textarea").fill(WORDS)
        page.locator("button").click()
        expect(page.locator("blockquote")).to_contain_text(WORDS)
        assert page.locator(".govuk-inset-text").count() >= 2  # the words, and the limits
        assert axe(page) == [] and Conversation.objects.count() == before
        headers = sent[0].all_headers()
        assert "cookie" not in headers and "kanarek" not in headers.get("referer", "")
        page.locator("main button[name=go][value=words]").click()
        expect(page.locator("main textarea")).to_have_value(WORDS)
        page.locator("main button[name=go][value=send]").click()
        expect(page.locator(".ostoja-receipt__code")).to_be_visible()
        assert Conversation.objects.count() == before + 1
        kept = Conversation.objects.order_by("-created_at")[0]
        assert (kept.channel, kept.language) == ("website", language)
