"""What the database itself refuses, and what rows say of themselves."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from casework.meetings.models import Meeting, Outcome
from tests.casework.meetings.making import (
    attend,
    make_action,
    make_meeting,
    make_outcome,
    noon,
    today,
)
from tests.cast import Cast


def refused(constraint: str) -> Any:
    """The database refuses what is done in the block, by this constraint."""
    return pytest.raises(IntegrityError, match=constraint)


def test_a_meeting_ends_after_it_starts(cast: Cast) -> None:
    with refused("meeting_ends_after_it_starts"), transaction.atomic():
        make_meeting(cast.partner, ends_at=noon())
    make_meeting(cast.partner, ends_at=None)


def test_a_submission_is_kept_once(cast: Cast, meeting: Meeting) -> None:
    with refused("submission"), transaction.atomic():
        make_meeting(cast.partner, submission=meeting.submission)
    outcome = make_outcome(meeting)
    with refused("submission"), transaction.atomic():
        make_outcome(meeting, submission=outcome.submission)


def test_an_organisation_comes_once_to_a_meeting(cast: Cast, meeting: Meeting) -> None:
    attend(meeting, cast.partner)
    with refused("attendance_once_a_meeting"), transaction.atomic():
        attend(meeting, cast.partner, 2)


def test_nobody_is_not_attendance(cast: Cast, meeting: Meeting) -> None:
    with refused("attendance_of_somebody"), transaction.atomic():
        attend(meeting, cast.partner, 0)


def test_an_action_has_an_owner(meeting: Meeting) -> None:
    with refused("outcome_action_has_an_owner"), transaction.atomic():
        make_outcome(meeting, kind="action", due_on=today())


def test_an_open_action_has_a_due_date(cast: Cast, meeting: Meeting) -> None:
    with refused("outcome_open_action_is_due"), transaction.atomic():
        make_outcome(meeting, kind="action", owner=cast.partner)
    make_outcome(meeting, kind="action", owner=cast.partner, state="done")


@pytest.mark.parametrize(
    ("kind", "state"), [("information", "open"), ("success", "done"), ("decision", "noted")]
)
def test_information_and_successes_and_nothing_else_are_noted(
    meeting: Meeting, kind: str, state: str
) -> None:
    closed_at = None if state == "open" else timezone.now()
    with refused("outcome_noted_by_kind"), transaction.atomic():
        Outcome.objects.create(
            meeting=meeting,
            submission=uuid4(),
            kind=kind,
            text="x",
            state=state,
            closed_at=closed_at,
        )


@pytest.mark.parametrize(("state", "is_closed"), [("open", True), ("done", False)])
def test_what_is_closed_has_a_time_and_nothing_else_has(
    meeting: Meeting, state: str, is_closed: bool
) -> None:
    closed_at = timezone.now() if is_closed else None
    with refused("outcome_closed_has_a_time"), transaction.atomic():
        make_outcome(meeting, state=state, closed_at=closed_at)


def test_people_are_counted_only_where_they_came(cast: Cast, meeting: Meeting) -> None:
    row = attend(meeting, cast.partner, 2)
    row.presence = "excused"
    with refused("attendance_counts_who_came"), transaction.atomic():
        row.save()


def test_who_was_not_invited_came_or_was_excused(cast: Cast, meeting: Meeting) -> None:
    row = attend(meeting, cast.partner)
    row.presence = "expected"
    with refused("attendance_says_something"), transaction.atomic():
        row.save()
    row.invited = True
    row.save()


def test_a_meeting_without_a_title_is_called_by_its_kind(cast: Cast) -> None:
    with translation.override("pl"):
        assert str(make_meeting(cast.partner)) == "Spotkanie koalicji"
        assert str(make_meeting(cast.partner, title="Zima")) == "Zima"


def test_the_day_of_a_meeting_is_polands(cast: Cast) -> None:
    late = noon().replace(hour=0, minute=30)
    assert make_meeting(cast.partner, starts_at=late).day == today()


def test_what_is_due_today_is_not_overdue(cast: Cast, meeting: Meeting) -> None:
    assert not make_action(meeting, cast.partner, in_days=0).is_overdue
    assert make_action(meeting, cast.partner, in_days=-1).is_overdue


def test_what_is_closed_is_never_overdue_or_due(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, in_days=-1, state="done")
    assert not outcome.is_overdue and not outcome.is_due_by(today())


def test_a_day_of_review_makes_an_outcome_due(meeting: Meeting) -> None:
    outcome = make_outcome(meeting, review_on=today(3))
    assert outcome.is_due_by(today(3)) and not outcome.is_due_by(today(2))
    assert not make_outcome(meeting).is_due_by(today(300))
