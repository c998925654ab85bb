"""Template tags."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.utils import translation

from ostoja.ui.phones import PhoneNumber
from ostoja.ui.templatetags import ui
from tests.platform.ostoja.ui.pages import Page, request_to, show

MOMENT = datetime.datetime(2026, 11, 21, 23, 15, tzinfo=datetime.UTC)


def test_a_tag_says_its_state_and_escapes_it() -> None:
    tag = Page(ui.tag("<b>open</b>", "blue")).one("strong")
    assert tag.text == "<b>open</b>"
    assert tag.classes == {"govuk-tag", "govuk-tag--blue"}


def test_a_tag_of_no_colour_is_grey_and_an_unknown_one_is_refused() -> None:
    assert "govuk-tag--grey" in ui.tag("open", "")
    with pytest.raises(ValueError):
        ui.tag("open", "pink")


def test_a_phone_number_is_dialled_by_a_tap() -> None:
    assert Page(ui.phone("116 111")).one("a", href="tel:116111").text == "116 111"
    known = PhoneNumber("+48585110121", "", display="58 511 01 21")
    assert Page(ui.phone(known)).one("a", href="tel:+48585110121").text == "58 511 01 21"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "22 listopada 2026, 00:15"),
        ("en", "22 November 2026, 00:15"),
        ("de", "22. November 2026, 00:15"),
        ("uk", "22 листопада 2026, 00:15"),
    ],
)
def test_a_moment_is_told_on_polands_clock(language: str, words: str) -> None:
    with translation.override(language):
        time = Page(str(ui.local_time(MOMENT))).one("time")
    assert time.text == words
    assert time["datetime"] == "2026-11-22T00:15:00+01:00"


def test_a_day_has_no_hour_and_nothing_is_shown_for_none() -> None:
    with translation.override("pl"):
        assert "1 marca 2026<" in str(ui.local_time(datetime.date(2026, 3, 1)))
    assert ui.local_time(None) == ""


def test_only_made_up_rows_carry_the_badge() -> None:
    with translation.override("pl"):
        assert "dane przykładowe" in str(ui.sample_badge(SimpleNamespace(is_sample=True)))
    assert ui.sample_badge(SimpleNamespace(is_sample=False)) == ""
    assert ui.sample_badge(object()) == ""


def test_the_way_back_escapes_its_address() -> None:
    with translation.override("pl"):
        link = Page(ui.back_link('/pl/?a="b"')).one("a")
    assert (link["href"], link.text) == ('/pl/?a="b"', "Wstecz")


def test_pages_of_a_list_keep_the_rest_of_the_query() -> None:
    listed = Paginator(range(200), 10).get_page(3)
    page = Page(
        show(
            "ui/components/pagination.html", request_to("/pl/", q="dom", page="3"), page_obj=listed
        )
    )
    assert page.one("a", aria_current="page").text == "3"
    assert page.one("a", rel="next")["href"] == "?q=dom&page=4"
    assert page.one("a", rel="prev")["href"] == "?q=dom&page=2"


def test_a_list_of_one_page_has_no_pagination() -> None:
    listed = Paginator(range(3), 10).get_page(1)
    assert not show("ui/components/pagination.html", request_to("/pl/"), page_obj=listed).strip()
