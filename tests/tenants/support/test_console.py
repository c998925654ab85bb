"""The operators' side: what they read of a consent, and how they get a way in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ostoja.accounts.models import User
from tenants.fence import Power, entered, entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Domain
from tenants.stages import suspend_city
from tenants.support import actions, operators
from tenants.support.models import SupportConsent, SupportVisit
from tests.cast import Cast, sign_in
from tests.tenants.support.making import ENTER, allow, arrive, ended_consent, make_operator

CITY = "/pl/staff/cities/gdansk/"
PAGE = "/pl/staff/support/gdansk/"
NONE = "Miasto nie dało zgody"


@pytest.fixture
def operator(cast: Cast) -> User:
    return make_operator()


@pytest.fixture
def console(operator: User) -> Client:
    """The operator's browser, a moment after the second factor."""
    client = Client(HTTP_HOST="operator.localhost")
    with entered_platform():
        sign_in(client, operator)
    return client


def shown_ticket(answer: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert found is not None
    return found.group(1)


class TestPage:
    def test_without_consent_it_says_how_a_city_gives_one(self, console: Client) -> None:
        assert NONE in console.get(CITY).text
        text = console.get(PAGE).text
        assert NONE in text
        assert "Przygotuj wejście" not in text

    def test_it_says_who_allowed_what_until_when(self, console: Client, cast: Cast) -> None:
        allow(cast.administrator)
        for page in (CITY, PAGE):
            text = console.get(page).text
            assert "Zgodę dała osoba: city-admin person" in text
            assert "Kolory" in text

    def test_what_has_ended_is_not_shown(self, console: Client, cast: Cast) -> None:
        ended_consent("Wczoraj", cast.administrator)
        text = console.get(CITY).text
        assert NONE in text
        assert "Wczoraj" not in text

    def test_a_city_that_is_not_there_is_absent(self, console: Client) -> None:
        assert console.get("/pl/staff/support/nowhere/").status_code == 404

    def test_it_reads_one_row_of_the_city(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        allow(cast.administrator)
        with entered_platform():
            city = City.objects.get(slug="gdansk")
        with django_assert_num_queries(3):  # a savepoint, the row, and the savepoint's end
            assert operators.allowed_in(city).given_by == "city-admin person"

    def test_a_city_whose_tables_do_not_answer_keeps_its_page(self, console: Client) -> None:
        with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
            cursor.execute("drop table support_supportvisit, support_supportconsent")
        answer = console.get(CITY)
        assert answer.status_code == 200
        assert "Tabele miasta nie odpowiadają" in answer.text


class TestWayIn:
    def test_the_button_leads_into_the_city(self, console: Client, cast: Cast) -> None:
        allow(cast.administrator)
        answer = console.post(PAGE)
        assert f'action="http://gdansk.localhost:8000{ENTER}"' in answer.text
        assert arrive(shown_ticket(answer))[1] == 302

    def test_it_leads_to_the_citys_own_domain(self, console: Client, cast: Cast) -> None:
        allow(cast.administrator)
        with entered_platform():
            Domain.objects.filter(tenant__slug="gdansk").update(domain="pomoc.example")
        forget_hosts()
        answer = console.post(PAGE)
        assert f'action="http://pomoc.example:8000{ENTER}"' in answer.text
        assert "http://pomoc.example:8000" in answer["Content-Security-Policy"]

    def test_only_this_page_lets_a_form_leave_and_says_where_it_comes_from(
        self, console: Client, cast: Cast
    ) -> None:
        allow(cast.administrator)
        before, ticket = console.get(PAGE), console.post(PAGE)
        assert "form-action 'self';" in f"{before['Content-Security-Policy']};"
        assert before["Referrer-Policy"] == "same-origin"
        policy = ticket["Content-Security-Policy"]
        assert "form-action 'self' http://gdansk.localhost:8000" in policy
        assert "default-src 'none'" in policy
        assert ticket["Referrer-Policy"] == "strict-origin"
        assert ticket["Cache-Control"] == "no-store"

    def test_the_ticket_is_in_no_address_and_no_token_of_the_console_goes_along(
        self, console: Client, cast: Cast
    ) -> None:
        allow(cast.administrator)
        answer = console.post(PAGE)
        form = answer.text[answer.text.index(ENTER) :].partition("</form>")[0]
        assert "csrfmiddlewaretoken" not in form
        assert f"?ticket={shown_ticket(answer)}" not in answer.text

    @pytest.mark.parametrize("records", [[], [{"method": "password", "at": "now"}]])
    def test_it_asks_for_the_second_factor_which_a_password_does_not_replace(
        self, console: Client, cast: Cast, records: list[dict[str, Any]]
    ) -> None:
        allow(cast.administrator)
        now = timezone.now().timestamp()
        old = {"method": "mfa", "at": now - 3600}
        known = [{**one, "at": now} for one in records]
        with entered_platform():
            session = console.session
            session["account_authentication_methods"] = [old, *known]
            session.save()
        answer = console.post(PAGE)
        assert answer.status_code == 302
        assert answer["Location"] == f"/pl/staff/confirm/code/?next={PAGE.replace('/', '%2F')}"
        assert not SupportVisit.objects.exists()

    def test_without_consent_nothing_is_made(self, console: Client) -> None:
        answer = console.post(PAGE)
        assert NONE in answer.text
        assert not SupportVisit.objects.exists()

    def test_a_consent_that_ends_meanwhile_makes_nothing(
        self, console: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        consent = allow(cast.administrator)
        known = operators.Allowed(consent, "x")
        actions.withdraw_consent(pk=consent.pk, by=cast.administrator)
        monkeypatch.setattr(operators, "allowed_in", lambda city: known)
        answer = console.post(PAGE)
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        assert not SupportVisit.objects.exists()

    def test_a_suspended_city_is_closed_to_them_too(self, console: Client, cast: Cast) -> None:
        allow(cast.administrator)
        suspend_city("gdansk")
        answer = console.post(PAGE)
        assert "Do zawieszonego miasta ani do kopii nikt nie może wejść" in answer.text
        assert not SupportVisit.objects.exists()

    def test_a_copy_is_closed(self, cast: Cast) -> None:
        allow(cast.administrator)
        with entered_platform():
            city = City.objects.get(slug="gdansk")
        city.copy_of = "gdynia"
        assert operators.allowed_in(city).is_closed


def test_the_terminal_says_the_same(cast: Cast) -> None:
    with entered_platform():
        city = City.objects.get(slug="gdansk")
    assert operators.allowed_in_words(city) == "not allowed by the city"
    consent = allow(cast.administrator)
    moment = timezone.localtime(consent.until)
    words = f"until {moment:%Y-%m-%d %H:%M}, city-admin person"
    assert operators.allowed_in_words(city) == words
    SupportConsent.objects.update(
        given_at=timezone.now() - timedelta(hours=2), until=timezone.now()
    )
    assert operators.allowed_in_words(city) == "not allowed by the city"
