"""The form on the city's own website: what it holds, and that nothing typed there is lost."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from casework.intake.choices import Doubt
from casework.intake.envelope import Envelope
from casework.intake.models import Conversation, EntryPoint
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import filled_form, make_entry_point, phone
from tests.cast import Cast, browser_of

WORDS = "Nie wiem, co robić."


class Fields(HTMLParser):
    """What a browser would send of a form."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.action = self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
            self.language = given["lang"]
        if tag in {"input", "textarea"}:
            self.sent[given["name"]] = given.get("value", "")


def snippet(cast: Cast, **facts: str) -> str:
    point = make_entry_point(**facts)
    page = browser_of(cast.consultant).get(f"/pl/staff/entry-points/{point.pk}/about/")
    found = re.search("<code>(.*?)</code>", page.content.decode(), re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_it_is_plain(cast: Cast) -> None:
    text = snippet(cast)
    for word in ("<script", "<iframe", "<img", "<link", "style=", "onclick", "cookie"):
        assert word not in text
    assert 'rel="noreferrer"' in text and 'method="post"' in text
    assert 'for="ostoja-text"' in text and 'id="ostoja-text"' in text


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_it_speaks_the_places_language(cast: Cast, language: str) -> None:
    form = Fields()
    form.feed(snippet(cast, default_language=language))
    assert form.action == f"http://gdansk.localhost/{language}/info/"
    assert form.sent["language"] == language


def test_what_was_typed_goes_on_in_our_form(cast: Cast) -> None:
    Conversation.objects.all().delete()
    form = Fields()
    form.feed(snippet(cast))
    elsewhere = phone(HTTP_ORIGIN="https://www.gdansk.example")
    page = elsewhere.post("/pl/info/", {**form.sent, "text": WORDS})
    text = page.content.decode()
    assert page.status_code == 200 and WORDS in text and not page.cookies
    assert not Conversation.objects.exists()  # nothing is kept before they say so
    ours = filled_form(WORDS, entry_point="HWP7K3", channel="website", go="send", step="words")
    for name in ("entry_point", "channel"):
        assert f'name="{name}" value="{ours[name]}"' in text
    phone().post("/pl/info/", ours)
    found = Conversation.objects.get()
    assert (found.channel, found.is_doubtful) == ("website", False)
    assert found.entry_point is not None and found.entry_point.code == "HWP7K3"


@pytest.mark.parametrize("said", ["", "phone", "email", "api", "\x00", "x" * 1000])
def test_a_form_cannot_say_that_it_came_another_way(cast: Cast, said: str) -> None:
    assert Envelope.arrived(filled_form(channel=said)).channel == "form"
    broken = Envelope.arrived({"channel": "website"})
    assert broken.channel == "website" and broken.doubt == Doubt.DAMAGED


def test_words_from_elsewhere_are_never_kept_before_our_page_was_seen(cast: Cast) -> None:
    """Also where somebody copied only half of it, or wrote a form that would send at once."""
    sent = {"channel": "website", "text": WORDS, "go": "send"}
    for more in ({}, {"step": "words"}, {"step": "check"}, {"submission": "x"}):
        page = phone().post("/pl/info/", {**sent, **more})
        text = page.content.decode()
        assert page.status_code == 200 and WORDS in text and 'value="send"' not in text
    assert not Conversation.objects.exists()


def test_our_first_page_says_what_holds_and_shows_what_was_typed(cast: Cast) -> None:
    form = Fields()
    form.feed(snippet(cast))
    page = phone().post("/pl/info/", {**form.sent, "text": f"{WORDS} <b>"})
    text = page.content.decode()
    assert "Jeszcze nic nie wysłano" in text and "<blockquote" in text
    assert f"{WORDS} &lt;b&gt;" in text and f"{WORDS} <b>" not in text
    nothing = phone().post("/pl/info/", {**form.sent, "text": " "}).content.decode()
    assert "<blockquote" not in nothing


def test_a_form_whose_envelope_broke_on_the_way_is_kept_all_the_same(cast: Cast) -> None:
    """Who saw our pages is not sent back to the first one for ever."""
    ours = filled_form(WORDS, channel="website", made_at="x", go="send", step="words")
    phone().post("/pl/info/", ours)
    assert Conversation.objects.get().doubt == Doubt.DAMAGED


def test_nothing_of_the_foreign_page_is_kept(cast: Cast) -> None:
    canary = {"HTTP_REFERER": "https://kanarek.example/a", "HTTP_ORIGIN": "https://kanarek.example"}
    browser = phone(HTTP_USER_AGENT="kanarek/1", **canary)
    ours = filled_form(WORDS, channel="website", go="send", step="words")
    page = browser.post("/pl/info/", ours)
    row = Conversation.objects.values().get()
    events = list(AuditEvent.objects.values())
    assert "kanarek" not in f"{row} {events} {page.headers} {page.content.decode()}"


PAGE = "/pl/staff/website-form/"


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_one_chooses_the_entry_point_and_the_language(cast: Cast, language: str) -> None:
    point = make_entry_point(default_language="pl")
    page = browser_of(cast.coordinator).get(PAGE, {"point": point.code, "language": language})
    found = re.search("<code>(.*?)</code>", page.content.decode(), re.DOTALL)
    assert found is not None
    form = Fields()
    form.feed(unescape(found[1]))
    assert form.language == form.sent["language"] == language
    assert form.sent["entry_point"] == point.code and f"/{language}/info/" in form.action


def test_the_page_asks_first_and_refuses_what_it_does_not_know(cast: Cast) -> None:
    point, gone = make_entry_point(), make_entry_point("GNE234", is_active=False)
    browser = browser_of(cast.coordinator)
    assert "<code>" not in browser.get(PAGE).content.decode()
    for wrong in (
        {"point": gone.code, "language": "pl"},
        {"point": point.code, "language": "fr"},
        {"point": "\x00", "language": "pl"},
        {"point": "", "language": ""},
    ):
        page = browser.get(PAGE, wrong)
        assert page.status_code == 422 and "<code>" not in page.content.decode()
    assert browser_of(cast.partner_worker).get(PAGE).status_code == 404


def test_without_an_entry_point_the_page_says_what_to_do(cast: Cast) -> None:
    EntryPoint.objects.all().delete()
    page = browser_of(cast.coordinator).get(PAGE)
    assert "Nie ma jeszcze punktu wejścia" in page.content.decode()


def test_it_asks_little_of_the_database(cast: Cast, django_assert_max_num_queries: Any) -> None:
    point, browser = make_entry_point(), browser_of(cast.coordinator)
    browser.get(PAGE)
    with django_assert_max_num_queries(12):
        browser.get(PAGE, {"point": point.code, "language": "pl"})
