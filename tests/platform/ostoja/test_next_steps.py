"""Calm mode on the real pages: each says what happens next, and where it may be foreseen."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from accessibility.statement import urls as statement
from casework.intake import urls as intake
from casework.minors import urls as minors
from casework.partners import urls as partners
from casework.referrals import urls as referrals
from ostoja.ui.next_steps import NEXT
from tenants.privacy_notice import urls as privacy_notice

# These say it themselves, in the words of what the person does there.
OWN_WORDS = {"contact", "return_with_code", "contact_of_old", "return_of_old", "chat_news"}
OWN_WORDS |= {"resident_file"}
# Files, not pages.
OWN_WORDS |= {"child_protection_print", "child_protection_file"}
ROOMS: list[list[URLPattern]] = [
    intake.public_urlpatterns,
    partners.public_urlpatterns,
    minors.public_urlpatterns,
    referrals.public_urlpatterns,
    privacy_notice.public_urlpatterns,
    statement.public_urlpatterns,
]


@pytest.fixture
def calm(gdansk: None) -> Client:
    client = Client(HTTP_HOST="gdansk.localhost")
    client.cookies["display"] = "1..100..c"
    return client


def test_every_page_for_residents_says_what_happens_next() -> None:
    pages = {str(route.name) for room in ROOMS for route in room}
    assert pages - set(NEXT) == OWN_WORDS
    assert set(NEXT) - pages == {"display"}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("city_home", "Wybierasz, dokąd przejść."),
        ("partner_directory", "Wybierasz miejsce z listy."),
        ("privacy_notice", "Tu tylko czytasz."),
        ("display", "Wybierasz i naciskasz „Zapisz”."),
    ],
)
def test_it_stands_there_in_calm_mode_alone(calm: Client, page: str, said: str) -> None:
    address = reverse(page)
    html = calm.get(address).content.decode()
    assert said in html
    assert "Na tej stronie nic nie zmienia się samo." in html
    calm.cookies.clear()
    assert said not in calm.get(address).content.decode()
