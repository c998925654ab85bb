"""The room's part of the first page."""

import pytest
from django.utils import translation

from casework.meetings import home
from casework.meetings.models import Meeting
from tests.casework.meetings.making import make_action, make_outcome
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


def test_the_panels_ask_two_queries(
    cast: Cast, meeting: Meeting, earlier: Meeting, django_assert_max_num_queries: object
) -> None:
    for _ in range(8):
        make_action(earlier, cast.partner)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        home.next_meeting(cast.member)
        home.our_outcomes(cast.member)
