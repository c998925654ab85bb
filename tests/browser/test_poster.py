"""The poster of an entry point, as it comes out of the printer."""

import re

from tests.browser.conftest import PageAt, SignedIn
from tests.browser.server import DemoServer


def test_the_poster_fits_on_one_sheet_and_nothing_else_is_printed(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(1280)
    signed_in(page, "city-admin@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/entry-points/"))
    page.get_by_role("link", name="Plakat do druku").first.click()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    page.emulate_media(media="print")
    for hidden in ("header", "footer", "h1", ".govuk-back-link"):
        assert not page.locator(hidden).first.is_visible()
    assert page.get_by_role("img", name="Obrazek QR").is_visible()
