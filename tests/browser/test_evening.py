"""A consultant's evening with the keyboard alone; where the focus is can always be seen."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from casework.intake.models import Conversation
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from tests.browser.conftest import DESK, PageAt
from tests.browser.server import DemoServer
from tests.casework.intake.reports import make_report

pytestmark = pytest.mark.browser

MOST_STEPS = 150  # presses of Tab to anything on a page
CONSULTANT = "consultant@gdansk.example"
# Of what has the focus: whether it lies in the window, uncovered, and looks otherwise than without.
SEEN = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return 'nothing has the focus'
  const name = `${one.tagName} ${one.textContent.trim().slice(0, 40)} ${one.name || ''}`
  const box = one.getClientRects()[0]
  if (!box || box.width < 1 || box.height < 1) return `${name}: no size`
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)]
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${name}: outside of the window`
  const top = document.elementFromPoint(x, y)
  const ours = [one, ...(one.labels || [])]
  if (!top || !ours.some((own) => own === top || own.contains(top) || top.contains(own))) {
    return `${name}: covered by ${top && top.outerHTML.slice(0, 80)}`
  }
  const looks = () => [[one], [one, '::before'], ...ours.slice(1).map((own) => [own, '::before'])]
    .map(([element, part]) => {
      const style = getComputedStyle(element, part)
      return ['outline', 'boxShadow', 'backgroundColor', 'border'].map((key) => style[key]).join()
    }).join()
  const focused = looks()
  one.blur()
  const alone = looks()
  one.focus({ preventScroll: true })
  return focused === alone ? `${name}: nothing shows that it has the focus` : ''
}"""
WHO = """() => {
  const one = document.activeElement
  const label = one.labels && one.labels[0] ? one.labels[0].textContent : ''
  return [one.tagName, one.name || '', one.value || '', one.getAttribute('href') || '',
          (one.getAttribute('aria-label') || label || one.textContent).trim().replace(/\\s+/g, ' ')]
}"""
Found = Callable[[str, str, str, str, str], bool]


class Keys:
    """Somebody without a mouse, who looks where they are at each step."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def to(self, is_it: Found, what: str, keys: str = "Tab") -> None:
        """Press until it has the focus; at each stop the focus is seen."""
        for _ in range(MOST_STEPS):
            self.page.keyboard.press(keys)
            self.steps += 1
            trouble = self.page.evaluate(SEEN)
            if trouble == "nothing has the focus":
                continue  # round the window's own buttons
            assert trouble == "", f"{self.page.url}: {trouble}"
            if is_it(*self.page.evaluate(WHO)):
                return
        pytest.fail(f"{what} is not reached on {self.page.url}")

    def to_words(self, words: str, keys: str = "Tab") -> None:
        self.to(lambda tag, name, value, href, text: text.startswith(words), words, keys)

    def to_field(self, name: str, keys: str = "Tab") -> None:
        self.to(lambda tag, own, value, href, text: own == name, name, keys)

    def to_choice(self, words: str) -> None:
        """Among radios, by arrows: the one with these words; it is chosen then."""
        self.page.keyboard.press("Space")
        if not self.page.evaluate(WHO)[4].startswith(words):
            self.to_words(words, "ArrowDown")

    def press(self, words: str) -> None:
        """A button or link with these words."""
        self.to(
            lambda tag, name, value, href, text: tag in {"A", "BUTTON"} and text.startswith(words),
            words,
        )
        self.enter()

    def enter(self) -> None:
        """To another page, or this one anew."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


@pytest.fixture
def colleague(demo_server: DemoServer) -> str:
    """Somebody to whom a conversation can be passed on."""
    with demo_server.city("gdansk"):
        consultant = User.objects.get(email=CONSULTANT)
        group = consultant.memberships.get(role=Role.CONSULTANT).group
        person = User(email=f"{uuid4().hex}@city.example", full_name="Aaron Zmiennik")
        person.set_unusable_password()
        person.save()
        Membership.objects.create(user=person, role=Role.CONSULTANT, group=group)
    return person.full_name


def test_an_evening_without_a_mouse(
    demo_server: DemoServer, page_at: PageAt, colleague: str
) -> None:
    words = f"Boję się wracać do domu. {uuid4()}"
    with demo_server.city("gdansk"):
        begun = make_report(words, is_minor=True)
    page = page_at(DESK)
    keys = Keys(page)
    _sign_in(page, keys, demo_server)
    _to_inbox(page)
    keys.to(lambda tag, name, value, href, text: str(begun.pk) in href, "the report")
    keys.enter()
    expect(page.locator("main")).to_contain_text(words)
    keys.press("Odpowiem na to")
    expect(page.locator("main")).to_contain_text("Ta rozmowa jest teraz Twoja.")
    _answer_from_a_reply(page, keys)
    _note_a_risk(page, keys)
    _open_a_case(page, keys)
    keys.to(lambda tag, name, value, href, text: str(begun.pk) in href, "the conversation")
    keys.enter()
    _pass_on(page, keys, colleague)
    _take_a_break(page, keys)
    assert keys.steps > 100
    with demo_server.city("gdansk"):
        row = Conversation.objects.get(pk=begun.pk)
        assert (row.messages.count(), row.risk_flags.count()) == (2, 1)
        assert row.case is not None and str(row.claimed_by) == colleague


def _to_inbox(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/staff/inbox/")


def _answer_from_a_reply(page: Page, keys: Keys) -> None:
    """Neither step leaves the page: the reply comes to the answer, and the answer to the talk."""
    keys.to_field("reply")
    page.keyboard.press("ArrowDown")
    keys.to_words("Wstaw do odpowiedzi")
    page.keyboard.press("Enter")
    expect(page.locator("main textarea")).to_be_focused()
    assert page.evaluate(SEEN) == ""
    keys.type(" Zostań w bezpiecznym miejscu.")
    keys.to_words("Wyślij odpowiedź")
    page.keyboard.press("Enter")
    expect(page.locator("[data-log]")).to_contain_text("Zostań w bezpiecznym miejscu.")
    expect(page.locator("main textarea")).to_have_value("")


def _note_a_risk(page: Page, keys: Keys) -> None:
    keys.press("Odnotuj ryzyko")
    keys.to_field("kind")
    page.keyboard.press("Space")
    keys.to_field("reason")
    keys.type("Tak pisze.")
    keys.press("Odnotuj ryzyko")
    expect(page.locator("main")).to_contain_text("Tak pisze.")


def _open_a_case(page: Page, keys: Keys) -> None:
    keys.press("Otwórz sprawę")
    keys.to_field("pseudonym")
    keys.type(f"Olcha {uuid4().hex[:6]}")
    for field in ("needs", "urgency"):
        keys.to_field(field)
        page.keyboard.press("Space")
    keys.press("Otwórz sprawę")
    expect(page.locator("main")).to_contain_text("Otwarto sprawę.")


def _pass_on(page: Page, keys: Keys, colleague: str) -> None:
    keys.press("Przekaż")
    keys.to_field("receiver")
    keys.to_choice(colleague)
    keys.to_field("note")
    keys.type("Czeka na wiadomość o noclegu.")
    keys.to(lambda tag, name, value, href, text: (tag, name) == ("BUTTON", "go"), "the button")
    keys.enter()
    expect(page.locator("main")).to_contain_text(colleague)


def _take_a_break(page: Page, keys: Keys) -> None:
    _to_inbox(page)
    keys.press("Zrób przerwę")
    keys.press("Już jestem")
    expect(page.locator("main")).to_contain_text("Dobrze, że jesteś.")


def _sign_in(page: Page, keys: Keys, server: DemoServer) -> None:
    page.goto(server.url("gdansk", "/pl/staff/"))
    keys.to_field("login")
    keys.type(CONSULTANT)
    keys.to_field("password")
    keys.type(server.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code/**")
    keys.to_field("code")
    keys.type(server.code(CONSULTANT))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
