"""The story of a case: day by day, from the beginning, as far as one may know it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.cases.models import Case, Note
from casework.cases.panels import HistoryEntry, StoryKind
from casework.cases.story import told
from tests.casework.cases.situations import make_case, make_note, url, words
from tests.casework.cases.task_situations import TITLE, make_task, share
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def at(day: int, hour: int = 12) -> datetime:
    start = datetime(2026, 3, 1, tzinfo=ZoneInfo("Europe/Warsaw"))
    return start + timedelta(days=day, hours=hour)


def test_days_follow_each_other_and_pauses_are_told() -> None:
    entries = [HistoryEntry("c", at(9)), HistoryEntry("b", at(0, 14)), HistoryEntry("a", at(0, 9))]
    first, second = told(entries)
    assert [one.title for one in first.entries] == ["a", "b"] and not first.pause
    assert "8" in second.pause
    assert [day.pause for day in told([HistoryEntry("a", at(0)), HistoryEntry("b", at(3))])] == [
        "",
        "",
    ]


def test_it_is_told_whole_or_by_kind(cast: Cast, case: Case) -> None:
    make_note(cast, case, "Rozmowa o dzieciach.")
    make_task(cast, case)
    browser = browser_of(cast.consultant)
    page = words(browser, "case_story", case.pk)
    assert page.index("Case opened") < page.index("Rozmowa o dzieciach")
    assert TITLE in page and "Contacts and notes" in page and "Stays" not in page
    address = url("case_story", case.pk)
    only = browser.get(f"{address}?only=contacts").content.decode()
    assert "Rozmowa o dzieciach" in only and TITLE not in only and "Case opened" not in only
    assert TITLE in browser.get(f"{address}?only=tasks").content.decode()
    assert "Nothing of this kind" in browser.get(f"{address}?only=stays").content.decode()
    assert TITLE in browser.get(f"{address}?only=nonsense").content.decode()
    assert {kind.value for kind in StoryKind} >= {"contacts", "stays"}
    assert url("case_story", case.pk) in words(browser, "case", case.pk)


def test_others_read_only_what_they_may_know(cast: Cast, case: Case) -> None:
    share(cast, case)
    note = make_note(cast, case, "Tylko dla nas.")
    Note.objects.filter(pk=note.pk).update(visibility="own")
    make_task(cast, case)
    page = words(browser_of(cast.partner_worker), "case_story", case.pk)
    assert "Case opened" in page and "Tylko dla nas" not in page and TITLE not in page
    assert browser_of(cast.stranger).get(url("case_story", case.pk)).status_code == 404


def test_it_asks_the_same_for_any_number(cast: Cast, case: Case) -> None:
    browser, counts = browser_of(cast.consultant), []
    browser.get(url("case_story", case.pk))
    for _ in range(2):
        for number in range(3):
            make_note(cast, case, f"Notatka {number}")
            make_task(cast, case)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(url("case_story", case.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_long_story_has_pages(cast: Cast, case: Case) -> None:
    for number in range(101):
        make_note(cast, case, f"Notatka {number}")
    browser = browser_of(cast.consultant)
    assert "page=2" in words(browser, "case_story", case.pk)
