"""Keyboard shortcuts: listed from the navigation, switched off and on by each person."""

from typing import Any

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.ui import navigation
from tests.cast import Cast, browser_of
from tests.platform.ostoja.accounts.people import client_on

PAGE = "/pl/staff/shortcuts/"


def test_the_list_holds_what_the_navigation_offers_this_person(cast: Cast) -> None:
    text = browser_of(cast.consultant).get(PAGE).content.decode()
    for key in ("s", "i", "c", "r", "p"):
        assert f"<kbd>g</kbd> <kbd>{key}</kbd>" in text
    assert "<kbd>m</kbd>" not in text  # consultants have no meetings
    for key in navigation.KEYS:
        assert f"<kbd>{key}</kbd>" in text


def test_no_two_pages_share_a_key_and_none_is_taken(cast: Cast) -> None:
    keys = [item.key for item in navigation._main.values() if item.key]
    assert len(keys) == len(set(keys)) >= 8
    assert all(len(key) == 1 and key.isascii() and key.islower() for key in keys)


def test_each_person_switches_them_off_and_on(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    assert f'data-shortcuts="{PAGE}"' in browser.get(PAGE).content.decode()
    text = browser.post(PAGE, {"shortcuts": "off"}, follow=True).content.decode()
    assert "Skróty klawiszowe są wyłączone." in text and "data-shortcuts" not in text
    assert not User.objects.get(pk=cast.consultant.pk).shortcuts
    assert User.objects.get(pk=cast.colleague.pk).shortcuts
    text = browser.post(PAGE, {"shortcuts": "on"}, follow=True).content.decode()
    assert "data-shortcuts" in text
    assert AuditEvent.objects.filter(verb="person.details_changed").count() == 2


def test_anything_else_that_is_sent_switches_them_off(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    for said in ({}, {"shortcuts": "\x00"}, {"shortcuts": "x" * 10_000}):
        assert browser.post(PAGE, said).status_code == 302
    assert not User.objects.get(pk=cast.consultant.pk).shortcuts


def test_strangers_are_sent_to_sign_in(cast: Cast) -> None:
    assert browser_of(None).get(PAGE)["Location"].startswith("/pl/staff/sign-in/")


def test_operators_have_the_page_too(db: None) -> None:
    assert client_on("operator").get(PAGE).status_code == 302


def test_it_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    browser = browser_of(cast.consultant)
    browser.get(PAGE)
    with django_assert_max_num_queries(3):
        browser.get(PAGE)
