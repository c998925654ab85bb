"""Display settings in a real browser: chosen, tried, kept, and every page readable with each."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.products import in_turn

pytestmark = pytest.mark.browser

SETTINGS = "/pl/accessibility/display/"
WORDS = "Boję się wracać do domu. Nie wiem, co robić."


def choose(page: Page, server: DemoServer, cookie: str) -> None:
    """As if this had been chosen on this device earlier."""
    address = server.url("gdansk", "/")
    page.context.add_cookies([{"name": "display", "value": cookie, "url": address}])


def looked_up(page: Page, selector: str, value: str) -> Any:
    """A computed style of the first such element."""
    return page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one).{value}")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_somebody_who_is_writing_makes_the_text_larger_and_goes_on(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, javascript: bool, width: int
) -> None:
    page = page_at(width, javascript)
    page.goto(demo_server.url("gdansk", "/pl/contact/"))
    page.get_by_role("button", name="Napisz od razu").click()
    page.get_by_label("Co się stało?").fill(WORDS)
    page.get_by_role("button", name="Wygląd strony").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wygląd strony")
    expect(page.get_by_text("nie przepada")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("200 %").check()
    page.get_by_label("Tryb spokojny").check()
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_label("Co się stało?")).to_have_value(WORDS)
    assert looked_up(page, "html", "fontSize") == "32px"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_the_sample_follows_each_choice_at_once(demo_server: DemoServer, page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(demo_server.url("gdansk", SETTINGS))
    assert looked_up(page, "#sample", "fontSize") == "18px"
    page.get_by_label("150 %").check()
    assert looked_up(page, "#sample", "fontSize") == "27px"
    page.get_by_label("Wysoki kontrast").check()
    assert looked_up(page, "#sample", "backgroundColor") == "rgb(0, 0, 0)"
    page.get_by_label("Tekst łatwy do czytania").check()
    assert "Ostoja Andika" in looked_up(page, "#sample p", "fontFamily")
    page.get_by_label("OpenDyslexic").check()
    assert "Ostoja OpenDyslexic" in looked_up(page, "#sample p", "fontFamily")
    page.get_by_label("Większe odstępy").check()
    assert looked_up(page, "#sample p", "letterSpacing") != "normal"
    # The page around it is as it was: nothing is chosen before it is saved.
    assert looked_up(page, "h1", "letterSpacing") != looked_up(page, "#sample p", "letterSpacing")
    assert looked_up(page, "html", "fontSize") == "16px"


def test_without_scripts_a_button_shows_the_sample(
    demo_server: DemoServer, page_at: PageAt, axe: Violations
) -> None:
    page = page_at(PHONE, False)
    page.goto(demo_server.url("gdansk", SETTINGS))
    page.get_by_label("150 %").check()
    page.get_by_label("Ciemne").check()
    page.get_by_role("button", name="Najpierw wypróbuj").click()
    assert looked_up(page, "#sample", "fontSize") == "27px"
    assert looked_up(page, "html", "fontSize") == "16px"
    expect(page.get_by_label("150 %")).to_be_checked()
    assert axe(page) == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_it_can_be_chosen_with_the_keyboard_alone(
    demo_server: DemoServer, page_at: PageAt, width: int
) -> None:
    page = page_at(width)
    page.goto(demo_server.url("gdansk", "/pl/"))
    page.get_by_role("link", name="Wygląd strony").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SETTINGS}")
    page.get_by_label("100 %").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Podkreśl każdy odnośnik").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pl/")
    assert looked_up(page, "html", "fontSize") == "20px"
    assert "underline" in looked_up(page, ".ostoja-wordmark", "textDecorationLine")


def test_the_choice_of_staff_is_there_on_another_device(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    for step in ("150 %", "100 %"):
        page = page_at(DESK)
        signed_in(page, "analyst@gdansk.example")
        page.goto(demo_server.url("gdansk", SETTINGS))
        page.get_by_label(step).check()
        page.get_by_role("button", name="Zapisz", exact=True).click()
        other = page_at(PHONE)
        signed_in(other, "analyst@gdansk.example")
        size = {"150 %": "24px", "100 %": "16px"}[step]
        assert looked_up(other, "html", "fontSize") == size


def test_in_calm_mode_nothing_moves_or_counts(demo_server: DemoServer, page_at: PageAt) -> None:
    page = page_at(PHONE)
    choose(page, demo_server, "1..100..c")
    page.goto(demo_server.url("gdansk", "/pl/contact/"))
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((one) => {
             const style = getComputedStyle(one)
             return style.transitionDuration !== '0s' || style.animationName !== 'none'
           }).map((one) => one.className)"""
    )
    assert moving == []
    assert page.locator(".govuk-character-count__status").count() == 0


def test_the_device_is_heard_first(demo_server: DemoServer, page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto(demo_server.url("gdansk", "/pl/"))
    backgrounds = set()
    asked: list[dict[str, Any]]
    asked = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"contrast": "more"}]
    for media in asked:
        page.emulate_media(**media)
        backgrounds.add(looked_up(page, "body", "backgroundColor"))
    assert len(backgrounds) == 3
    choose(page, demo_server, "1..100..c")
    page.reload()
    page.emulate_media(contrast="no-preference")
    for media in asked[:2]:
        page.emulate_media(**media)
        backgrounds.add(looked_up(page, "body", "backgroundColor"))
    assert len(backgrounds) == 5, "calm has muted colours of its own by day and by night"


# Colours and switches · size · font · width · page. Every pair of values is looked at.
LOOKS = [("", ""), ("light", "u"), ("dark", "w"), ("contrast", "es"), ("", "cp"), ("dark", "cw")]
SIZES = ["100", "125", "150", "200"]
FONTS = ["", "andika", "opendyslexic"]
PUBLIC = ["/pl/", "/uk/contact/", "/de/partners/", "/en/return/", SETTINGS, "/pl/nowhere/"]
STAFF = ["/pl/staff/", "/pl/staff/inbox/", "/pl/staff/cases/", "/pl/staff/components/?errors=1"]
Row = tuple[Any, ...]


def pairwise(*factors: Iterable[Any]) -> Iterator[Row]:
    """Few rows in which every two values of different factors meet, the same ones each time."""
    rows = list(itertools.product(*(list(values) for values in factors)))
    rows.sort(key=lambda row: sum(map(ord, repr(row))) % 97)
    missing = set().union(*map(_pairs, rows))
    while missing:
        best = max(rows, key=lambda row: len(_pairs(row) & missing))
        missing -= _pairs(best)
        yield best


def _pairs(row: Row) -> set[tuple[tuple[int, Any], ...]]:
    return set(itertools.combinations(enumerate(row), 2))


def look(page: Page, server: DemoServer, axe: Violations, row: Row) -> list[str]:
    """What is wrong with one page in one look."""
    (colours, switches), size, font, width, path = row
    choose(page, server, f"1.{colours}.{size}.{font}.{switches}")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server.url("gdansk", path))
    found = [f"{row}: {one}" for one in axe(page)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{row}: {wide} px wide"] if wide > width else [])


def test_every_page_for_residents_can_be_read_in_every_look(
    demo_server: DemoServer, page_at: PageAt, axe: Violations
) -> None:
    page, found = page_at(PHONE), []
    for row in pairwise(LOOKS, SIZES, FONTS, [PHONE, DESK], PUBLIC):
        found += look(page, demo_server, axe, row)
    assert found == []


def test_every_page_for_staff_can_be_read_in_every_look(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page, found = page_at(PHONE), []
    signed_in(page, "consultant@gdansk.example")
    for row in pairwise(LOOKS, SIZES, FONTS, [PHONE, DESK], STAFF):
        found += look(page, demo_server, axe, row)
    assert found == []


@pytest.mark.parametrize(
    ("path", "font"),
    in_turn(
        [*PUBLIC, "/pl/privacy/", "/pl/accessibility/statement/"],
        ["atkinson", "andika", "opendyslexic"],
    ),
)
def test_a_narrow_telephone_with_large_text_loses_nothing(
    demo_server: DemoServer, page_at: PageAt, path: str, font: str
) -> None:
    """320 px, 200 %, and more room between letters and lines besides."""
    page = page_at(PHONE)
    choose(page, demo_server, f"1..200.{font}.w")
    page.goto(demo_server.url("gdansk", path))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    cut = page.evaluate(
        """[...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
             const box = one.getBoundingClientRect()
             return box.width > 1 && one.textContent.trim() && (box.right > innerWidth + 1
               || box.left < -1) && !one.closest('.govuk-visually-hidden, .govuk-skip-link')
           }).map((one) => `${one.className} ${one.textContent.trim().slice(0, 40)}`)"""
    )
    assert cut == []
