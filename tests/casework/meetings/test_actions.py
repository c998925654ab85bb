"""Writes: kept once, recorded, and refused when somebody else was quicker."""

from uuid import uuid4

import pytest

from casework.meetings import actions
from casework.meetings.actions import MeetingFacts, OutcomeFacts
from casework.meetings.choices import OutcomeState
from casework.meetings.models import Meeting, Outcome
from casework.meetings.workflow import NotAllowed
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.meetings.making import (
    attend,
    invite,
    make_action,
    make_outcome,
    noon,
    today,
)
from tests.cast import Cast


def facts_of_a_meeting(cast: Cast) -> MeetingFacts:
    return MeetingFacts(
        kind="study_visit",
        title="Wizyta",
        starts_at=noon(),
        ends_at=None,
        host=cast.partner,
        place=None,
        topic="",
    )


def facts_of_an_outcome(kind: str, cast: Cast) -> OutcomeFacts:
    owner = cast.partner if kind == "action" else None
    return OutcomeFacts(kind=kind, text="Coś.", owner=owner, due_on=today(7), review_on=today(9))


def verbs() -> list[str]:
    rows = AuditEvent.objects.filter(object_type__startswith="meetings.")
    return list(rows.order_by("at").values_list("verb", flat=True))


def test_a_meeting_is_logged_once(cast: Cast) -> None:
    submission = uuid4()
    first, again = (
        actions.log_meeting(submission=submission, by=cast.member, **facts_of_a_meeting(cast))
        for _ in range(2)
    )
    assert first == again and Meeting.objects.count() == 1
    assert first.created_by == cast.member and first.kind == "study_visit"
    assert set(verbs()) == {"meeting.logged", "meeting.sent_again"}


def test_a_meeting_is_changed_and_its_version_rises(cast: Cast, meeting: Meeting) -> None:
    facts = facts_of_a_meeting(cast)
    actions.change_meeting(pk=meeting.pk, version=1, by=cast.member, **facts)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Wizyta", 2)
    with pytest.raises(StaleObject):
        actions.change_meeting(pk=meeting.pk, version=1, by=cast.animator, **facts)
    assert verbs() == ["meeting.changed"]


def test_attendance_is_added_counted_anew_and_taken_back(cast: Cast, meeting: Meeting) -> None:
    attend(meeting, cast.partner, 2)
    attend(meeting, cast.centre)
    attend(meeting, cast.coordinating)
    actions.note_attendance(
        meeting=meeting,
        came={cast.partner.pk: 3, cast.other_partner.pk: None},
        not_there={cast.centre.pk},
        by=cast.member,
    )
    noted = dict(meeting.attendances.values_list("organisation", "people"))
    assert noted == {cast.partner.pk: 3, cast.other_partner.pk: None, cast.coordinating.pk: None}
    event = AuditEvent.objects.get(object_id=meeting.pk)
    assert (event.verb, event.details) == (
        "meeting.attendance_noted",
        {"came": 2, "excused": 0, "not_there": 1},
    )


def presences(meeting: Meeting) -> set[tuple[str, bool, str, int | None]]:
    rows = meeting.attendances.select_related("organisation")
    return {(one.organisation.key, one.invited, one.presence, one.people) for one in rows}


def test_who_was_invited_stays_invited_whatever_is_ticked(cast: Cast, meeting: Meeting) -> None:
    invite(meeting, cast.partner, cast.centre, cast.other_partner)
    actions.note_attendance(
        meeting=meeting,
        came={cast.partner.pk: 2, cast.coordinating.pk: None},
        excused={cast.centre.pk},
        by=cast.member,
    )
    assert presences(meeting) == {
        ("partner", True, "came", 2),
        ("coordinating", False, "came", None),
        ("centre", True, "excused", None),
        ("other", True, "expected", None),
    }
    mistaken = {cast.partner.pk, cast.coordinating.pk, cast.centre.pk}
    actions.note_attendance(meeting=meeting, came={}, not_there=mistaken, by=cast.member)
    assert presences(meeting) == {
        (key, True, "expected", None) for key in ("partner", "centre", "other")
    }


def test_invitations_are_added_and_taken_back(cast: Cast, meeting: Meeting) -> None:
    attend(meeting, cast.partner, 2)
    invite(meeting, cast.centre)
    invite(meeting, cast.other_partner, presence="excused")
    actions.change_invitations(
        meeting=meeting,
        invited={cast.partner.pk, cast.coordinating.pk},
        not_invited={cast.centre.pk, cast.other_partner.pk},
        by=cast.member,
    )
    assert presences(meeting) == {
        ("partner", True, "came", 2),
        ("coordinating", True, "expected", None),
        ("other", False, "excused", None),
    }
    event = AuditEvent.objects.get(object_id=meeting.pk)
    assert event.verb == "meeting.invitations_changed"
    assert event.details == {"invited": 2, "not_invited": 2}


def test_the_same_invitations_twice_are_the_same(cast: Cast, meeting: Meeting) -> None:
    for _ in range(2):
        actions.change_invitations(
            meeting=meeting, invited={cast.centre.pk}, not_invited=(), by=cast.member
        )
    assert presences(meeting) == {("centre", True, "expected", None)}


@pytest.mark.parametrize("kind", ["decision", "action", "problem"])
def test_what_needs_somebody_stays_open(cast: Cast, meeting: Meeting, kind: str) -> None:
    outcome = actions.add_outcome(
        meeting=meeting, submission=uuid4(), by=cast.member, **facts_of_an_outcome(kind, cast)
    )
    assert (outcome.state, outcome.closed_at) == ("open", None)
    assert (outcome.due_on, outcome.review_on) == (today(7), today(9))
    assert outcome.created_by == cast.member


@pytest.mark.parametrize("kind", ["information", "success"])
def test_what_needs_nobody_is_closed_at_once(cast: Cast, meeting: Meeting, kind: str) -> None:
    outcome = actions.add_outcome(
        meeting=meeting, submission=uuid4(), by=cast.member, **facts_of_an_outcome(kind, cast)
    )
    assert outcome.state == "noted" and outcome.closed_at
    assert outcome.due_on is None and outcome.review_on is None


def test_an_outcome_is_added_once(cast: Cast, meeting: Meeting) -> None:
    submission, facts = uuid4(), facts_of_an_outcome("success", cast)
    for _ in range(2):
        actions.add_outcome(meeting=meeting, submission=submission, by=cast.member, **facts)
    assert Outcome.objects.count() == 1
    assert set(verbs()) == {"outcome.added", "outcome.sent_again"}


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("information", "action", "open"),
        ("problem", "success", "noted"),
        ("decision", "problem", "open"),
    ],
)
def test_another_kind_brings_its_state(
    cast: Cast, meeting: Meeting, before: str, after: str, state: str
) -> None:
    outcome = make_outcome(meeting, kind=before)
    facts = facts_of_an_outcome(after, cast)
    changed = actions.change_outcome(pk=outcome.pk, version=1, by=cast.member, **facts)
    assert changed.state == state and (changed.closed_at is None) == (state == "open")


def test_what_is_done_stays_done_when_its_words_change(cast: Cast, meeting: Meeting) -> None:
    outcome = make_outcome(meeting, state="done")
    facts = facts_of_an_outcome("decision", cast)
    assert actions.change_outcome(pk=outcome.pk, version=1, by=cast.member, **facts).state == "done"


def test_an_outcome_is_closed_with_its_note(cast: Cast, meeting: Meeting) -> None:
    outcome = make_outcome(meeting)
    closed = actions.close_outcome(
        pk=outcome.pk,
        version=1,
        state=OutcomeState.DROPPED,
        closing_note="Nie ma po co.",
        by=cast.member,
    )
    assert (closed.state, closed.closing_note, closed.version) == ("dropped", "Nie ma po co.", 2)
    assert closed.closed_at and verbs() == ["outcome.dropped"]


def test_what_is_closed_cannot_be_closed_again(cast: Cast, meeting: Meeting) -> None:
    outcome = make_outcome(meeting, kind="information")
    with pytest.raises(NotAllowed):
        actions.close_outcome(pk=outcome.pk, version=1, state=OutcomeState.DONE, by=cast.member)
    with pytest.raises(NotAllowed):
        actions.keep_open(pk=outcome.pk, version=1, due_on=today(), by=cast.member)


def test_an_outcome_goes_on_until_a_new_day(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, in_days=-1, review_on=today(2))
    kept = actions.keep_open(pk=outcome.pk, version=1, due_on=today(5), by=cast.member)
    assert (kept.due_on, kept.review_on, kept.version) == (today(5), today(2), 2)
    assert verbs() == ["outcome.postponed"]


def test_an_outcome_is_opened_again(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, state="dropped", closing_note="Pomyłka.")
    opened = actions.keep_open(pk=outcome.pk, version=1, by=cast.member)
    assert (opened.state, opened.closed_at, opened.closing_note) == ("open", None, "")
    assert verbs() == ["outcome.reopened"]


def test_who_comes_second_overwrites_nothing(cast: Cast, meeting: Meeting) -> None:
    outcome = make_outcome(meeting)
    actions.keep_open(pk=outcome.pk, version=1, review_on=today(5), by=cast.member)
    with pytest.raises(StaleObject):
        actions.close_outcome(pk=outcome.pk, version=1, state=OutcomeState.DONE, by=cast.animator)
    outcome.refresh_from_db()
    assert outcome.is_open
