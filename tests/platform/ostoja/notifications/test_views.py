"""The bell, the list, the way to a thing, and the choices."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.models import Notification
from tenants.fence import entered_platform
from tests.cast import Cast, browser_of, sign_in
from tests.platform.ostoja.accounts.people import client_on, make_user
from tests.platform.ostoja.notifications.news import kind, rows_of, tell

LIST = "/pl/staff/notifications/"
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")
CHOICES = f"{LIST}choices/"
ACCOUNT = "/pl/staff/account/"


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's browser."""
    return browser_of(cast.consultant)


def text(browser: Client, path: str = LIST) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


class TestBell:
    @pytest.mark.parametrize(
        ("number", "shown", "words"),
        [
            (1, ">1<", "Powiadomienia: 1 nieprzeczytane"),
            (2, ">2<", "Powiadomienia: 2 nieprzeczytane"),
            (5, ">5<", "Powiadomienia: 5 nieprzeczytanych"),
            (22, ">22<", "Powiadomienia: 22 nieprzeczytane"),
            (100, ">99+<", "Powiadomienia: nieprzeczytane 99+"),
        ],
    )
    def test_it_says_how_much_is_unread(
        self, browser: Client, cast: Cast, number: int, shown: str, words: str
    ) -> None:
        made = kind(mail=Mail.NONE)
        for _ in range(number):
            tell(made, cast.consultant)
        page = text(browser, ACCOUNT)
        assert f'aria-hidden="true"{shown}' in page
        assert words in page

    def test_with_nothing_unread_it_shows_no_number(self, browser: Client) -> None:
        page = text(browser, ACCOUNT)
        assert "ostoja-bell__number" not in page
        assert "Powiadomienia: wszystko przeczytane" in page

    def test_it_costs_no_query_of_its_own(
        self, browser: Client, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        browser.get(ACCOUNT)
        with django_assert_num_queries(9) as without:
            browser.get(ACCOUNT)
        tell(kind(), cast.consultant)
        with django_assert_num_queries(len(without.captured_queries)):
            browser.get(ACCOUNT)

    def test_operators_have_none(self, db: None) -> None:
        with entered_platform():
            client = client_on("operator")
            sign_in(client, make_user("operator@ostoja.example"))
            for path in ("", "account/"):
                page = client.get(f"/pl/staff/{path}").content.decode()
                assert "ostoja-bell" not in page and "notifications" not in page

    def test_residents_have_none(self, gdansk: None) -> None:
        assert "ostoja-bell" not in client_on().get("/pl/contact/").content.decode()

    def test_while_the_second_factor_is_set_up_it_leads_nowhere(self, gdansk: None) -> None:
        user, client = make_user(), client_on()
        client.force_login(user)
        page = client.get("/pl/staff/", follow=True)
        assert page.redirect_chain and "ostoja-bell" not in page.content.decode()


class TestList:
    def test_days_are_told_apart_the_newest_first(self, browser: Client, cast: Cast) -> None:
        for days in (0, 1, 40):
            event = uuid4()
            tell(kind(f"before-{days}", title=f"Sprzed {days} dni"), cast.consultant, event=event)
            then = timezone.now() - timedelta(days=days)
            Notification.objects.filter(event=event).update(created_at=then)
        page = text(browser)
        places = [page.index(words) for words in ("Dziś,", "Sprzed 0", "Wczoraj,", "Sprzed 40")]
        assert places == sorted(places)
        assert page.count("<h2") == 3

    def test_what_is_unread_says_so_and_can_be_marked(self, browser: Client, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        [row] = rows_of(cast.consultant)
        page = text(browser)
        assert "1 nieprzeczytane powiadomienie" in page
        assert ">nowe<" in page
        answer = browser.post(f"{LIST}{row.pk}/read/", {"page": "3"})
        assert answer["Location"] == f"{LIST}?page=3"
        page = text(browser)
        assert ">nowe<" not in page and "Wszystko przeczytane." in page

    def test_all_are_marked_that_were_on_the_page(self, browser: Client, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        until = browser.get(LIST).context["until"]
        event = uuid4()
        tell(kind("later"), cast.consultant, event=event)
        later = timezone.now() + timedelta(minutes=1)
        Notification.objects.filter(event=event).update(created_at=later)
        page = browser.post(f"{LIST}read/", {"until": until}, follow=True).content.decode()
        assert "Wszystko na liście oznaczono jako przeczytane." in page
        assert [row.read_at is None for row in rows_of(cast.consultant)] == [True, False]

    @pytest.mark.parametrize(
        "until", ["", "\x00", "yesterday", "2026-02-31T10:00", "2026-11-22", "9999-01-01T00:00Z"]
    )
    def test_a_spoilt_moment_means_now(self, browser: Client, cast: Cast, until: str) -> None:
        tell(kind(), cast.consultant)
        Notification.objects.update(created_at=timezone.now() - timedelta(minutes=1))
        assert browser.post(f"{LIST}read/", {"until": until}).status_code == 302
        assert rows_of(cast.consultant)[0].read_at is not None

    @pytest.mark.parametrize("page", ["", "0", "x", "-1", "999999", "https://x.example/", "\x00"])
    def test_a_spoilt_page_leads_to_the_list(self, browser: Client, cast: Cast, page: str) -> None:
        tell(kind(), cast.consultant)
        [row] = rows_of(cast.consultant)
        answer = browser.post(f"{LIST}{row.pk}/read/", {"page": page}, follow=True)
        assert answer.status_code == 200
        assert answer.redirect_chain[-1][0].startswith(LIST)

    def test_an_empty_one_says_what_will_come(self, browser: Client) -> None:
        page = text(browser)
        assert "Na razie nic" in page and CHOICES in page

    def test_what_may_not_be_opened_any_more_stands_without_a_link(
        self, browser: Client, cast: Cast
    ) -> None:
        may = {cast.consultant.pk}

        def door(person: User, things: set[UUID]) -> dict[UUID, str]:
            return dict.fromkeys(things, "IK.1") if person.pk in may else {}

        tell(kind(names=door), cast.consultant, about=uuid4())
        [row] = rows_of(cast.consultant)
        assert f'href="{LIST}{row.pk}/"' in text(browser)
        may.clear()
        page = text(browser)
        assert f'href="{LIST}{row.pk}/"' not in page and "IK.1" not in page
        assert "nie możesz już tego otworzyć" in page

    def test_a_page_costs_the_same_for_one_and_for_many(
        self, browser: Client, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        made = kind(mail=Mail.NONE)
        tell(made, cast.consultant)
        browser.get(LIST)
        with django_assert_num_queries(5):
            browser.get(LIST)
        for _ in range(60):
            tell(made, cast.consultant)
        with django_assert_num_queries(5):
            page = browser.get(f"{LIST}?page=2")
        assert len(page.context["page_obj"]) == 11


class TestOpening:
    def test_it_leads_to_the_thing_and_counts_as_read(self, browser: Client, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        [row] = rows_of(cast.consultant)
        answer = browser.get(f"{LIST}{row.pk}/")
        assert (answer.status_code, answer["Location"]) == (302, ACCOUNT)
        assert rows_of(cast.consultant)[0].read_at is not None

    def test_nothing_that_is_sent_with_it_leads_elsewhere(
        self, browser: Client, cast: Cast
    ) -> None:
        tell(kind(), cast.consultant)
        [row] = rows_of(cast.consultant)
        for name in ("next", "url", "page", "to"):
            answer = browser.get(f"{LIST}{row.pk}/?{name}=https://evil.example/")
            assert answer["Location"] == ACCOUNT

    def test_who_may_not_open_the_thing_any_more_is_told(self, browser: Client, cast: Cast) -> None:
        may = {cast.consultant.pk}

        def door(person: User, things: set[UUID]) -> dict[UUID, str]:
            return dict.fromkeys(things, "") if person.pk in may else {}

        tell(kind(names=door), cast.consultant, about=uuid4())
        may.clear()
        [row] = rows_of(cast.consultant)
        page = browser.get(f"{LIST}{row.pk}/", follow=True)
        assert page.redirect_chain == [(LIST, 302)]
        assert "Nie możesz już tego otworzyć" in page.content.decode()

    def test_nobody_opens_or_marks_what_others_were_told(self, browser: Client, cast: Cast) -> None:
        tell(kind(), cast.colleague)
        [row] = rows_of(cast.colleague)
        assert browser.get(f"{LIST}{row.pk}/").status_code == 404
        assert browser.post(f"{LIST}{row.pk}/read/").status_code == 404
        browser.post(f"{LIST}read/", {"until": timezone.now().isoformat()})
        assert rows_of(cast.colleague)[0].read_at is None

    def test_the_link_of_an_e_mail_asks_for_sign_in(self, cast: Cast) -> None:
        tell(kind(), cast.consultant)
        [row] = rows_of(cast.consultant)
        answer = client_on().get(f"{LIST}{row.pk}/")
        assert answer["Location"] == f"/pl/staff/sign-in/?next={LIST}{row.pk}/"
        assert rows_of(cast.consultant)[0].read_at is None

    @pytest.mark.parametrize("path", ["read/", f"{NOBODYS}/read/"])
    def test_marking_needs_a_form(self, browser: Client, path: str) -> None:
        assert browser.get(f"{LIST}{path}").status_code == 405


def test_the_pages_are_named(gdansk: None) -> None:
    assert reverse("notifications") == LIST
    assert reverse("notification_choices") == CHOICES
