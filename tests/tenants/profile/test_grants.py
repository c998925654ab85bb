"""What funders want to be read: said, written, shown at the foot of the public pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ostoja.audit.models import AuditEvent
from ostoja.ui import city
from tenants.profile import actions
from tenants.profile.models import GrantNotice
from tenants.profile.selectors import profile
from tests.accessibility.statement.making import everywhere
from tests.cast import Cast, browser_of

ROOM = "/pl/staff/city/grants/"
WORDS = "Sfinansowano ze środków Funduszu Przykładowego"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def answer(needed: str) -> dict[str, str]:
    return {"needed": needed, "version": str(profile().version)}


def form(**more: str) -> dict[str, str]:
    return {"funder": "Fundusz", "text_pl": WORDS, "submission": str(uuid4()), **more}


def add(cast: Cast) -> GrantNotice:
    return actions.add_grant_notice(
        submission=uuid4(), funder="Fundusz", text=everywhere("Słowa"), by=cast.administrator
    )


def footer(path: str = "/pl/") -> str:
    page = Client(HTTP_HOST="gdansk.localhost").get(path).content.decode()
    return page.partition("<footer")[2]


def test_the_answer_is_kept_and_recorded(administrator: Client) -> None:
    assert profile().grants_need_notice is None
    administrator.post(ROOM, answer("no"))
    assert profile().grants_need_notice is False
    assert AuditEvent.objects.get(verb="city.grants_answered").details == {"needed": False}


@pytest.mark.parametrize("needed", ["", "maybe", "\x00"])
def test_something_must_be_chosen(administrator: Client, needed: str) -> None:
    page = administrator.post(ROOM, answer(needed))
    assert page.status_code == 422 and "Błąd:" in page.content.decode()
    assert profile().grants_need_notice is None


def test_of_two_answers_the_second_is_told(administrator: Client) -> None:
    stale = answer("yes")
    administrator.post(ROOM, answer("no"))
    page = administrator.post(ROOM, stale)
    assert page.status_code == 422 and profile().grants_need_notice is False


def test_residents_read_it_in_their_language_where_it_is_needed(
    cast: Cast, administrator: Client
) -> None:
    add(cast)
    administrator.post(ROOM, answer("no"))
    assert "Słowa" not in footer()
    administrator.post(ROOM, answer("yes"))
    city.forget()  # as the action does after its commit
    for language in ("pl", "en", "de", "uk"):
        assert f"Słowa ({language})" in footer(f"/{language}/contact/")
    assert "Słowa" not in footer("/pl/staff/sign-in/")


def test_a_notice_sent_twice_is_there_once(administrator: Client) -> None:
    twice = form()
    for _ in range(2):
        assert administrator.post(f"{ROOM}new/", twice).status_code == 302
    assert [one.text for one in GrantNotice.objects.all()] == [{"pl": WORDS}]


@pytest.mark.parametrize("spoilt", [{"funder": ""}, {"text_pl": " "}, {"funder": "x" * 201}])
def test_what_is_missing_is_said_and_the_rest_stays(
    administrator: Client, spoilt: dict[str, str]
) -> None:
    page = administrator.post(f"{ROOM}new/", form(**spoilt))
    assert page.status_code == 422 and "Błąd:" in page.content.decode()
    assert not GrantNotice.objects.exists()


def test_markup_is_shown_as_it_was_typed(cast: Cast, administrator: Client) -> None:
    administrator.post(f"{ROOM}new/", form(text_pl="<b>UE</b>\nlinia"))
    administrator.post(ROOM, answer("yes"))
    assert "&lt;b&gt;UE&lt;/b&gt;<br>linia" in footer()


def test_the_second_of_two_sees_what_the_first_wrote(cast: Cast, administrator: Client) -> None:
    notice = add(cast)
    address = f"{ROOM}{notice.pk}/"
    assert administrator.post(address, form(version="1")).status_code == 302
    page = administrator.post(address, form(version="1", funder="Inny"))
    assert page.status_code == 422 and WORDS in page.content.decode()
    assert administrator.post(f"{address}remove/", {"version": "1"}).status_code == 302
    assert GrantNotice.objects.get().funder == "Fundusz"
    administrator.post(f"{address}remove/", {"version": "2"})
    assert not GrantNotice.objects.exists()
    assert administrator.post(f"{address}remove/", {"version": "2"}).status_code == 404


def test_the_record_names_what_was_done(cast: Cast, administrator: Client) -> None:
    notice = add(cast)
    administrator.post(f"{ROOM}{notice.pk}/remove/", {"version": "1"})
    verbs: Any = AuditEvent.objects.filter(verb__startswith="grant_notice.")
    assert set(verbs.values_list("verb", flat=True)) == {
        "grant_notice.added",
        "grant_notice.removed",
    }
    text = browser_of(cast.administrator).get("/pl/staff/audit/").content.decode()
    assert "Usunięto informację o finansowaniu" in text


def test_a_notice_has_a_funder(gdansk: None) -> None:
    with pytest.raises(IntegrityError, match="grant_notice_has_funder"), transaction.atomic():
        GrantNotice.objects.create(funder="", text={})


@pytest.mark.parametrize("person", ["consultant", "officer", "analyst"])
def test_others_do_not_know_the_pages(cast: Cast, person: str) -> None:
    browser = browser_of(getattr(cast, person))
    for path in ("", "new/", f"{add(cast).pk}/"):
        assert browser.get(ROOM + path).status_code == 404


def test_the_page_asks_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    administrator.get(ROOM)
    with django_assert_max_num_queries(7):
        administrator.get(ROOM)
