"""The page on which what was given is taken back."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.benefits.actions import take_back
from casework.benefits.models import Giving
from casework.cases.models import Case
from tests.casework.benefits.making import deliver, give, make_article, stocked
from tests.casework.cases.situations import url
from tests.cast import Cast


def test_taking_back_asks_as_much_of_many_articles_as_of_one(
    cast: Cast, case: Case, browser: Client
) -> None:
    blanket = stocked(cast)
    others = [make_article(blanket.store, f"Mydło {at}") for at in range(4)]
    for one in others:
        deliver(one, 5)
    asked = []
    for articles in ([blanket], [blanket, *others]):
        giving = give(cast, case, *[(one, 1) for one in articles])
        address = url("benefit_back", giving.pk)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert "Koc: 1 pcs" in browser.get(address).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_comes_too_late_keeps_what_they_typed(
    cast: Cast, case: Case, browser: Client, boss: Client
) -> None:
    """The page was opened in time; it was sent after a day, or after a colleague's."""
    giving = give(cast, case, (stocked(cast), 2))
    at, address = giving.given_at, url("benefit_back", giving.pk)
    sent = {"why": "Oddała koc.", "back_as": "returned", "version": "1"}
    Giving.objects.update(given_at=at.replace(year=2020))
    late = browser.post(address, sent)
    page = late.content.decode()
    assert late.status_code == 422 and "Only a coordinator" in page and "Oddała koc." in page
    giving.refresh_from_db()
    take_back(giving=giving, version=1, back_as="mistake", why="x", by=cast.supervisor)
    second = boss.post(address, sent)
    page = second.content.decode()
    assert second.status_code == 422 and "taken back already" in page and "Oddała koc." in page
