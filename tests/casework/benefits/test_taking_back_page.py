"""The page on which what was given is taken back."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
