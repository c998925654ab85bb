"""Meetings of one series: in the list, on their own pages, in the form of the next one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.meetings.models import Meeting
from tests.casework.meetings.making import make_meeting
from tests.cast import Cast

Queries = Callable[[int], AbstractContextManager[Any]]
MEETING_QUERIES = 7


def page(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.pk])


class TestSeries:
    @pytest.fixture
    def two_series(self, cast: Cast) -> None:
        for days in (-20, 20):
            make_meeting(cast.partner, in_days=days, series="Łąka", title=f"Łąka {days}")
        make_meeting(cast.partner, in_days=5, series="Zima & Co", title="Zimowe")
        make_meeting(cast.partner, in_days=7, title="Osobne")

    def titles(self, browser: Client, **asked: str) -> list[str]:
        context = browser.get(reverse("meetings"), asked).context
        return [one.title for one in (*context["upcoming"], *context["past"].object_list)]

    @pytest.mark.usefixtures("two_series")
    def test_the_list_shows_one_or_all(self, browser: Client) -> None:
        assert self.titles(browser) == ["Zimowe", "Osobne", "Łąka 20", "Łąka -20"]
        assert self.titles(browser, series="Łąka") == ["Łąka 20", "Łąka -20"]
        assert self.titles(browser, series="Zima & Co") == ["Zimowe"]
        text = browser.get(reverse("meetings"), {"series": "Łąka"}).content.decode()
        assert '<option value="Łąka" selected>' in text

    @pytest.mark.usefixtures("two_series")
    @pytest.mark.parametrize("series", ["x", "\x00", "Ł" * 5000, "łąka"])
    def test_what_cannot_be_understood_shows_all(self, browser: Client, series: str) -> None:
        assert len(self.titles(browser, series=series)) == 4

    def test_without_series_there_is_nothing_to_choose(
        self, browser: Client, meeting: Meeting
    ) -> None:
        assert "Cykl spotkań" not in browser.get(reverse("meetings")).content.decode()

    @pytest.mark.usefixtures("two_series")
    def test_a_meeting_leads_to_its_series(self, browser: Client) -> None:
        meeting = Meeting.objects.get(title="Zimowe")
        text = browser.get(page("meeting", meeting)).content.decode()
        assert "?series=Zima%20%26%20Co" in text
        alone = Meeting.objects.get(title="Osobne")
        assert "?series=" not in browser.get(page("meeting", alone)).content.decode()

    @pytest.mark.usefixtures("two_series")
    def test_a_new_meeting_goes_on_with_the_latest_series(self, browser: Client) -> None:
        text = browser.get(reverse("meeting_new")).content.decode()
        assert "Dotychczasowe: Łąka, Zima &amp; Co." in text
        assert 'name="series" value="Łąka"' in " ".join(text.split())

    def test_a_series_goes_on_page_by_page(self, browser: Client, cast: Cast) -> None:
        for days in range(1, 23):
            make_meeting(cast.partner, in_days=-days, series="Łąka")
        make_meeting(cast.partner, in_days=-1)
        text = browser.get(reverse("meetings"), {"series": "Łąka", "page": "2"}).content.decode()
        assert text.count("ostoja-table__row") == 2 and "series=%C5%81%C4%85ka&amp;page=1" in text
