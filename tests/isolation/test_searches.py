"""What somebody has looked for opens in their own city alone, even where the session was copied."""

from django.test import Client

from casework.cases import searches
from tenants.fence import entered
from tests.isolation.test_matrix import Worlds, assert_no_canary_but, everything, signed_in

SEARCH = "/pl/staff/cases/search/"


def looked_for(worlds: Worlds) -> tuple[Client, str]:
    """Somebody in Gdańsk looks for a case by its number; where it was found."""
    client = signed_in(worlds["gdansk"], "consultant")
    answer = client.post(SEARCH, {"words": worlds["gdansk"].case.number})
    return client, answer["Location"]


def test_a_search_of_one_city_is_nothing_in_another(worlds: Worlds) -> None:
    client, address = looked_for(worlds)
    assert worlds["gdansk"].case.number in everything(client.get(address))
    with entered("gdansk"):
        kept = client.session[searches.KEPT]
    there = signed_in(worlds["gdynia"], "consultant")
    with entered("gdynia"):
        session = there.session
        session[searches.KEPT] = kept
        session.save()
    answer = there.get(address)
    assert answer.status_code == 404
    assert_no_canary_but("gdynia", answer)
