"""Reads: what is listed, what returns and in which order, whose turn it is."""

import pytest
from django.http import Http404

from casework.meetings import selectors
from casework.meetings.models import Meeting, Outcome
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from tests.casework.meetings.making import (
    attend,
    make_action,
    make_meeting,
    make_outcome,
    make_place,
    noon,
    today,
)
from tests.cast import Cast


def test_the_door_opens_for_who_may(cast: Cast, meeting: Meeting) -> None:
    outcome = make_outcome(meeting)
    view, log = Permission.MEETING_VIEW, Permission.MEETING_LOG
    assert selectors.meeting_for(cast.member, meeting.pk, log) == meeting
    assert selectors.outcome_for(cast.administrator, outcome.pk, view) == outcome
    for user, permission in ((cast.administrator, log), (cast.stranger, view)):
        with pytest.raises(Http404):
            selectors.meeting_for(user, meeting.pk, permission)
        with pytest.raises(Http404):
            selectors.outcome_for(user, outcome.pk, permission)


def test_an_absent_meeting_looks_like_a_forbidden_one(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Http404):
        selectors.meeting_for(cast.member, cast.partner.pk, Permission.MEETING_VIEW)


def test_todays_meeting_stays_ahead_all_day(cast: Cast, earlier: Meeting) -> None:
    begun = make_meeting(cast.partner, starts_at=noon().replace(hour=0))
    later = make_meeting(cast.partner, in_days=21)
    assert list(selectors.upcoming_meetings()) == [begun, later]
    assert list(selectors.past_meetings()) == [earlier]


def test_a_list_counts_organisations_and_open_outcomes(cast: Cast, earlier: Meeting) -> None:
    for organisation in (cast.partner, cast.centre):
        attend(earlier, organisation, 3)
    for state in ("open", "open", "open", "done"):
        make_outcome(earlier, state=state)
    listed = selectors.past_meetings().get()
    assert (listed.organisations, listed.open_outcomes) == (2, 3)  # type: ignore[attr-defined]


def test_a_meeting_ahead_counts_what_comes_back_to_it(
    cast: Cast, meeting: Meeting, earlier: Meeting
) -> None:
    later = make_meeting(cast.partner, in_days=7)
    for one in (earlier, earlier, meeting):
        make_outcome(one)
    numbers = {row.pk: row.open_outcomes for row in selectors.upcoming_meetings()}  # type: ignore[attr-defined]
    assert numbers == {meeting.pk: 3, later.pk: 3}


def test_an_empty_meeting_counts_nothing(meeting: Meeting) -> None:
    listed = selectors.upcoming_meetings().get()
    assert (listed.organisations, listed.open_outcomes) == (0, 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["decision", "problem"])
def test_what_is_open_returns_to_every_later_meeting(
    cast: Cast, meeting: Meeting, earlier: Meeting, kind: str
) -> None:
    outcome = make_outcome(earlier, kind=kind)
    action = make_action(earlier, cast.partner)
    later = make_meeting(cast.partner, in_days=30)
    for one in (meeting, later):
        assert set(selectors.returned_to(one)) == {outcome, action}
    assert selectors.returned_to(earlier) == []


@pytest.mark.parametrize("kind", ["information", "success"])
def test_what_is_only_noted_does_not_return(meeting: Meeting, earlier: Meeting, kind: str) -> None:
    make_outcome(earlier, kind=kind)
    assert selectors.returned_to(meeting) == []


def test_what_was_closed_before_a_meeting_does_not_return(
    meeting: Meeting, earlier: Meeting
) -> None:
    make_outcome(earlier, state="done", closed_at=noon(-1))
    assert selectors.returned_to(meeting) == []


def test_what_is_closed_during_a_meeting_stays_at_the_end(
    cast: Cast, meeting: Meeting, earlier: Meeting
) -> None:
    closed = make_action(earlier, cast.partner, in_days=-9, state="done", closed_at=noon(1))
    goes_on = make_outcome(earlier)
    assert selectors.returned_to(meeting) == [goes_on, closed]


def test_what_is_due_by_the_meeting_comes_first(
    cast: Cast, meeting: Meeting, earlier: Meeting
) -> None:
    undated = make_outcome(earlier)
    later = make_action(earlier, cast.partner, in_days=9)
    review = make_outcome(earlier, review_on=today())
    overdue = make_action(earlier, cast.partner, in_days=-3)
    assert selectors.returned_to(meeting) == [overdue, review, later, undated]


def test_outcomes_stand_under_their_kinds(cast: Cast, meeting: Meeting) -> None:
    success, action = make_outcome(meeting, kind="success"), make_action(meeting, cast.partner)
    decisions = [make_outcome(meeting), make_outcome(meeting)]
    groups = [rows for _heading, rows in selectors.outcomes_by_kind(meeting)]
    assert groups == [decisions, [action], [success]]


class TestDecisionBook:
    @pytest.fixture
    def book(self, cast: Cast, earlier: Meeting) -> dict[str, Outcome]:
        return {
            "undated": make_outcome(earlier),
            "later": make_action(earlier, cast.partner, in_days=9),
            "overdue": make_action(earlier, cast.other_partner, in_days=-3),
            "done": make_action(earlier, cast.partner, state="done", closed_at=noon(-2)),
            "success": make_outcome(earlier, kind="success", closed_at=noon(-28)),
        }

    def test_it_shows_what_is_open_by_due_date(self, book: dict[str, Outcome]) -> None:
        shown = list(selectors.decision_book())
        assert shown == [book["overdue"], book["later"], book["undated"]]

    def test_it_shows_what_is_overdue(self, book: dict[str, Outcome]) -> None:
        assert list(selectors.decision_book(state="overdue")) == [book["overdue"]]

    def test_it_shows_what_is_closed_latest_first(self, book: dict[str, Outcome]) -> None:
        assert list(selectors.decision_book(state="closed")) == [book["done"], book["success"]]

    def test_it_filters_by_kind_and_owner(self, cast: Cast, book: dict[str, Outcome]) -> None:
        assert list(selectors.decision_book(kind="decision")) == [book["undated"]]
        assert list(selectors.decision_book(owner=cast.partner)) == [book["later"]]


def test_a_person_owes_what_their_organisation_took_on(cast: Cast, earlier: Meeting) -> None:
    own = make_action(earlier, cast.partner)
    make_action(earlier, cast.other_partner)
    assert list(selectors.owed_by(cast.member)) == [own]
    assert list(selectors.owed_by(cast.partner_worker)) == []


def test_organisations_are_grouped_permanent_first(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.centre.pk).update(permanence="occasional")
    (_permanent, permanent), (_occasional, occasional) = selectors.organisations_by_permanence()
    assert occasional == [cast.centre] and cast.partner in permanent
    assert permanent == sorted(permanent, key=lambda one: one.sort_key)


def test_places_are_grouped_by_host(cast: Cast) -> None:
    rooms = [make_place(cast.other_partner, "b"), make_place(cast.other_partner, "a")]
    other = make_place(cast.partner, "c")
    assert selectors.places_by_host() == [
        (cast.partner.name, [other]),
        (cast.other_partner.name, rooms[::-1]),
    ]


class TestSuggestedHost:
    def test_nobody_without_rooms_is_suggested(self, cast: Cast) -> None:
        make_place(cast.partner, kind="virtual")
        assert selectors.suggested_host() is None

    def test_who_never_hosted_goes_first(self, cast: Cast, earlier: Meeting) -> None:
        make_place(cast.partner, "a")
        make_place(cast.other_partner, "b")
        suggestion = selectors.suggested_host()
        assert suggestion is not None
        assert (suggestion.organisation, suggestion.last_on) == (cast.partner, None)

    def test_then_who_hosted_least_recently(
        self, cast: Cast, meeting: Meeting, earlier: Meeting
    ) -> None:
        make_place(cast.partner, "a")
        make_place(cast.other_partner, "b")
        make_meeting(cast.other_partner, in_days=5, kind="study_visit")
        suggestion = selectors.suggested_host()
        assert suggestion is not None
        assert suggestion.organisation == cast.other_partner
        assert suggestion.last_on == earlier.day

    def test_an_occasional_member_is_not_suggested(self, cast: Cast) -> None:
        make_place(cast.partner)
        Organisation.objects.filter(pk=cast.partner.pk).update(permanence="occasional")
        assert selectors.suggested_host() is None
