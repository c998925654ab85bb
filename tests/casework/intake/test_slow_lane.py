"""After many wrong codes everybody is let through at the second sending, and nobody is refused."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from casework.intake import slow_lane
from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation
from tenants.fence import entered
from tests.casework.intake.reports import WORDS, code_of, make_report, phone
from tests.cast import Cast

WRONG = "1111 2222 3333 4444"
ELSEWHERE = "198.51.100.9"
Clock = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the clock of signatures on by so many seconds."""
    real = time.time

    def move(seconds: float) -> None:
        monkeypatch.setattr("django.core.signing.time.time", lambda: real() + seconds)

    return move


@pytest.fixture
def spent(cast: Cast) -> Conversation:
    """A conversation, and a network that has tried as many wrong codes as it may."""
    for _ in range(WRONG_CODES.limit):
        assert come_back(WRONG).status_code == 422
    return make_report()


def come_back(code: str, **fields: str) -> Any:
    return phone().post("/pl/return/", {"code": code, **fields})


def ticket_in(page: Any) -> str:
    found = re.search('name="ticket" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_right_and_wrong_codes_are_asked_to_come_once_more(spent: Conversation) -> None:
    pages = [come_back(WRONG), come_back(code_of(spent), text="Moje słowa")]
    for page in pages:
        text = page.content.decode()
        assert (page.status_code, page["Retry-After"]) == (429, "10")
        assert "Poczekaj 10 sekund" in text and 'href="tel:112"' in text
        assert WORDS not in text and not re.search("<title>\\s*Błąd", text)
    assert "Moje słowa" in pages[1].content.decode()
    assert f'value="{code_of(spent)}"' in pages[1].content.decode()


def test_after_ten_seconds_the_code_opens_however_many_guess(
    spent: Conversation, later: Clock
) -> None:
    code = code_of(spent)
    ticket = ticket_in(come_back(code))
    later(11)
    for _ in range(WRONG_CODES.limit):
        come_back(WRONG)
    page = come_back(code, ticket=ticket, text="Moje słowa")
    assert page.status_code == 200 and page.context["was_sent"]
    assert "Moje słowa" in page.content.decode()


def test_who_is_too_early_keeps_the_ticket(spent: Conversation, later: Clock) -> None:
    code = code_of(spent)
    first = ticket_in(come_back(code))
    later(6)
    early = come_back(code, ticket=first)
    assert early.status_code == 429 and ticket_in(early) == first
    later(11)
    assert come_back(code, ticket=first).status_code == 200


def test_a_ticket_is_for_one_code(spent: Conversation, later: Clock) -> None:
    code = code_of(spent)
    ticket = ticket_in(come_back(WRONG))
    later(11)
    page = come_back(code, ticket=ticket)
    assert page.status_code == 429 and ticket_in(page) != ticket
    assert come_back(WRONG, ticket=ticket).status_code == 422


def test_spaces_in_the_code_are_no_other_code(spent: Conversation, later: Clock) -> None:
    code = code_of(spent)
    ticket = ticket_in(come_back(code))
    later(11)
    assert come_back(code.replace(" ", ""), ticket=ticket).status_code == 200


@pytest.mark.parametrize("ticket", ["", "x", "\x00", "a:b:c", "🙂", ":" * 500])
def test_what_is_no_ticket_opens_nothing(spent: Conversation, ticket: str) -> None:
    page = come_back(code_of(spent), ticket=ticket)
    assert page.status_code == 429
    assert slow_lane.ticket_for(code_of(spent)).split(":")[0] in ticket_in(page)


def test_a_ticket_of_another_city_opens_nothing(spent: Conversation, later: Clock) -> None:
    code = code_of(spent)
    with entered("gdynia"):
        tickets = slow_lane.ticket_for(code), slow_lane.pass_for(code)
    later(11)
    assert not any(slow_lane.is_due(code, ticket) for ticket in tickets)


def test_whoever_has_the_conversation_open_is_not_slowed(cast: Cast) -> None:
    code = code_of(make_report())
    ticket = ticket_in(come_back(code))
    for _ in range(WRONG_CODES.limit):
        come_back(WRONG)
    for fields in ({}, {"text": "I jeszcze."}):
        assert come_back(code, ticket=ticket, **fields).status_code == 200


def test_elsewhere_nobody_notices(spent: Conversation) -> None:
    page = phone(REMOTE_ADDR=ELSEWHERE).post("/pl/return/", {"code": code_of(spent)})
    assert page.status_code == 200


def test_behind_a_proxy_without_addresses_one_guesser_locks_nobody_out(
    cast: Cast, later: Clock
) -> None:
    code, behind = code_of(make_report()), phone(REMOTE_ADDR="10.0.0.5")
    for _ in range(WRONG_CODES.limit):
        behind.post("/pl/return/", {"code": WRONG})
    slowed = behind.post("/pl/return/", {"code": code})
    later(11)
    page = behind.post("/pl/return/", {"code": code, "ticket": ticket_in(slowed)})
    assert (slowed.status_code, page.status_code) == (429, 200)


def test_nothing_sleeps(spent: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_seconds: float) -> None:
        raise AssertionError("a worker slept")

    monkeypatch.setattr(time, "sleep", refuse)
    assert come_back(WRONG).status_code == 429


def test_guesses_through_the_lane_still_find_nothing(spent: Conversation) -> None:
    for number in range(300):
        code = f"{number:016d}"
        assert come_back(code, ticket=slow_lane.pass_for(code)).status_code == 422


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_it_is_said_in_the_language_of_the_page(spent: Conversation, language: str) -> None:
    text = phone().post(f"/{language}/return/", {"code": WRONG}).content.decode()
    words = {
        "pl": "Sprawdzamy teraz bardzo wiele kodów",
        "en": "Very many codes are being checked right now",
        "de": "Gerade werden sehr viele Codes geprüft",
        "uk": "Зараз перевіряється дуже багато кодів",
    }
    assert words[language] in text
