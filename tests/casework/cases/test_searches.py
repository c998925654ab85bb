"""What somebody has looked for is shown again when they come back, and told by no address."""

import base64
import json
import re

import pytest

from casework.cases import searches
from tests.casework.cases.situations import NAME, make_case, shown
from tests.casework.cases.test_search_pages import address_of
from tests.cast import Cast, browser_of


def test_one_comes_back_to_what_was_found(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    make_case(cast)
    address = address_of(browser, "Zmyślona")
    assert re.fullmatch(r"/en/staff/cases/search/[\w-]{12}/", address)
    for _ in range(2):
        page = shown(browser, address)
        assert NAME in page and 'value="Zmyślona"' in page
    assert browser.post(address, {"words": "x"}).status_code == 405


def test_nothing_stored_tells_what_was_typed(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    address_of(browser, "Zmyślona")
    kept = json.dumps(browser.session[searches.KEPT])
    assert "Zmy" not in kept and base64.b64encode("Zmyślona".encode()).decode() not in kept


def test_nobody_else_opens_it_even_with_a_copied_session(cast: Cast) -> None:
    browser, other = browser_of(cast.consultant), browser_of(cast.coordinator)
    address = address_of(browser, "Zmyślona")
    session = other.session
    session[searches.KEPT] = browser.session[searches.KEPT]
    session.save()
    for who in (other, browser_of(cast.stranger)):
        answer = who.get(address)
        assert answer.status_code == 404
        assert "not kept any more" in answer.content.decode()


@pytest.mark.parametrize("spoilt", ["", "x", "AAAA", "ż", "="])
def test_a_spoilt_one_is_forgotten(cast: Cast, spoilt: str) -> None:
    browser = browser_of(cast.consultant)
    address = address_of(browser, "Zmyślona")
    session = browser.session
    session[searches.KEPT] = dict.fromkeys(session[searches.KEPT], spoilt)
    session.save()
    assert browser.get(address).status_code == 404


def test_the_last_ten_are_kept(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    addresses = [address_of(browser, f"Zmyślona {at}") for at in range(12)]
    answers = [browser.get(one).status_code for one in addresses]
    assert answers == [404, 404, *[200] * 10]
