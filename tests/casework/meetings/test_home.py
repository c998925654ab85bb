"""The room's part of the first page."""

import pytest
from django.utils import translation

from casework.meetings import home
from casework.meetings.models import Meeting
from ostoja.accounts.home import Pressing
from tests.casework.meetings.making import attend, make_action, make_meeting, make_outcome
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def in_english(cast: Cast) -> object:
    with translation.override("en"):
        yield


def test_the_next_meeting_is_shown_to_who_may_see_meetings(cast: Cast, meeting: Meeting) -> None:
    panel = home.next_meeting(cast.administrator)
    assert panel is not None
    assert [row.text for row in panel.rows] == ["Coalition meeting"]
    assert str(meeting.pk) in panel.rows[0].url and "12:00" in panel.rows[0].meta
    assert home.next_meeting(cast.partner_worker) is None


def test_without_a_meeting_the_panel_says_so(cast: Cast) -> None:
    panel = home.next_meeting(cast.member)
    assert panel is not None and not panel.rows and panel.empty


def test_it_says_what_the_organisation_owes(cast: Cast, earlier: Meeting) -> None:
    overdue = make_action(earlier, cast.partner, in_days=-2, text="Oddać klucze.")
    make_outcome(earlier, owner=cast.partner, text="Bez terminu.")
    make_action(earlier, cast.other_partner)
    panel = home.our_outcomes(cast.member)
    assert panel is not None
    assert [row.text for row in panel.rows] == ["Oddać klucze.", "Bez terminu."]
    assert "overdue" in panel.rows[0].meta and panel.rows[1].meta == ""
    assert panel.rows[0].url.endswith(f"#outcome-{overdue.pk}")


def test_who_acts_for_no_organisation_owes_nothing(cast: Cast) -> None:
    assert home.our_outcomes(cast.administrator) is None
    assert home.our_outcomes(cast.partner_worker) is None


def test_the_animator_sees_what_any_member_owes_past_its_day(cast: Cast, earlier: Meeting) -> None:
    make_action(earlier, cast.partner, in_days=-2, text="Oddać klucze.")
    make_action(earlier, cast.partner, in_days=2)
    panel = home.overdue_outcomes(cast.animator)
    assert panel is not None
    assert [row.text for row in panel.rows] == ["Fundacja Łąka: Oddać klucze."]
    assert panel.rows[0].pressing == Pressing.TODAY
    assert home.overdue_outcomes(cast.member) is None


def test_a_meeting_that_nobody_wrote_up_is_asked_about(cast: Cast, earlier: Meeting) -> None:
    make_meeting(cast.partner, in_days=-90)
    make_meeting(cast.partner, in_days=9)
    panel = home.not_written_up(cast.member)
    assert panel is not None
    assert [str(earlier.pk) in row.url for row in panel.rows] == [True]
    attend(earlier, cast.partner)
    assert home.not_written_up(cast.member) is None
    assert home.not_written_up(cast.administrator) is None


def test_the_meeting_of_today_presses_and_one_may_add_another(cast: Cast) -> None:
    make_meeting(cast.partner)
    panel = home.next_meeting(cast.member)
    assert panel is not None and panel.step is not None
    assert [row.pressing for row in panel.rows] == [Pressing.TODAY]
    read_only = home.next_meeting(cast.administrator)
    assert read_only is not None and read_only.step is None


def test_the_panels_ask_two_queries(
    cast: Cast, meeting: Meeting, earlier: Meeting, django_assert_max_num_queries: object
) -> None:
    for _ in range(8):
        make_action(earlier, cast.partner)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        home.next_meeting(cast.member)
        home.our_outcomes(cast.member)
