"""The form on the city's own website: what it holds, and that nothing typed there is lost."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from casework.intake.choices import Doubt
from casework.intake.envelope import Envelope
from casework.intake.models import Conversation
from tests.casework.intake.reports import filled_form, make_entry_point, phone
from tests.cast import Cast, browser_of

WORDS = "Nie wiem, co robić."


class Fields(HTMLParser):
    """What a browser would send of a form."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
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
    for word in ("<script", "<iframe", "style=", "onclick", "cookie"):
        assert word not in text
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
