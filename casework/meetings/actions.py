"""All writes of this room: meetings, who came, and what comes of outcomes."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from casework.meetings import notices, workflow
from casework.meetings.choices import NOTED_KINDS, OutcomeState, Presence
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.partners.models import Location, Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class MeetingFacts(TypedDict):
    """What a person writes about a meeting; times carry their zone."""

    kind: str
    series: NotRequired[str]
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    host: Organisation
    place: Location | None
    topic: str


class OutcomeFacts(TypedDict):
    """What a person writes about an outcome."""

    kind: str
    text: str
    owner: Organisation | None
    due_on: datetime.date | None
    review_on: datetime.date | None


@action
def log_meeting(*, submission: UUID, by: User, **facts: Unpack[MeetingFacts]) -> Meeting:
    """Add a meeting; the same submission sent again gives the first result."""
    meeting, is_new = Meeting.objects.get_or_create(
        submission=submission, defaults={**facts, "created_by": by}
    )
    record("meeting.logged" if is_new else "meeting.sent_again", by=by, on=meeting)
    return meeting


@action
def change_meeting(*, pk: UUID, version: int, by: User, **facts: Unpack[MeetingFacts]) -> Meeting:
    """Change a meeting's facts; raises ``StaleObject``."""
    meeting = lock(Meeting, pk, version)
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()
    record("meeting.changed", by=by, on=meeting)
    return meeting


@action
def note_attendance(
    *,
    meeting: Meeting,
    came: Mapping[UUID, int | None],
    excused: Collection[UUID] = (),
    not_there: Collection[UUID] = (),
    by: User,
) -> None:
    """Note organisations that came (with how many people), that were excused, and those ticked
    by mistake.

    Others stay as they are, so that two people can tick at the same time.
    """
    _one_at_a_time(meeting)
    _note(meeting, came, Presence.CAME)
    _note(meeting, dict.fromkeys(excused), Presence.EXCUSED)
    mistaken = meeting.attendances.filter(organisation__in=not_there)
    mistaken.filter(invited=False).delete()
    mistaken.update(presence=Presence.EXPECTED, people=None)
    record(
        "meeting.attendance_noted",
        by=by,
        on=meeting,
        came=len(came),
        excused=len(excused),
        not_there=len(not_there),
    )


@action
def change_invitations(
    *, meeting: Meeting, invited: Collection[UUID], not_invited: Collection[UUID], by: User
) -> None:
    """Note who is invited and who is not after all; what was noted of their presence stays."""
    _one_at_a_time(meeting)
    rows = [
        Attendance(meeting=meeting, organisation_id=pk, invited=True, presence=Presence.EXPECTED)
        for pk in invited
    ]
    _upsert(rows, "invited")
    others = meeting.attendances.filter(organisation__in=not_invited)
    others.filter(presence=Presence.EXPECTED).delete()
    others.update(invited=False)
    record(
        "meeting.invitations_changed",
        by=by,
        on=meeting,
        invited=len(invited),
        not_invited=len(not_invited),
    )


@action
def add_outcome(
    *, meeting: Meeting, submission: UUID, by: User, **facts: Unpack[OutcomeFacts]
) -> Outcome:
    """Add an outcome; information and successes are closed at once."""
    outcome = Outcome(meeting=meeting, submission=submission, created_by=by, **facts)
    _settle(outcome)
    defaults = {
        name: getattr(outcome, name)
        for name in (*facts, "meeting", "created_by", "state", "closed_at")
    }
    outcome, is_new = Outcome.objects.get_or_create(submission=submission, defaults=defaults)
    verb = "outcome.added" if is_new else "outcome.sent_again"
    record(verb, by=by, on=outcome, subject=meeting, kind=outcome.kind)
    return outcome


@action
def change_outcome(*, pk: UUID, version: int, by: User, **facts: Unpack[OutcomeFacts]) -> Outcome:
    """Change what an outcome says; raises ``StaleObject``."""
    outcome = lock(Outcome, pk, version)
    for name, value in facts.items():
        setattr(outcome, name, value)
    _settle(outcome)
    outcome.save()
    record("outcome.changed", by=by, on=outcome, subject=outcome.meeting, kind=outcome.kind)
    return outcome


@action
def close_outcome(
    *, pk: UUID, version: int, state: OutcomeState, closing_note: str = "", by: User
) -> Outcome:
    """It is done, or dropped with a note; raises ``StaleObject`` or ``NotAllowed``."""
    outcome = lock(Outcome, pk, version)
    workflow.check(outcome.state, state)
    outcome.state, outcome.closed_at = state, timezone.now()
    outcome.closing_note = closing_note
    outcome.save()
    notices.ended(outcome)
    record(f"outcome.{state}", by=by, on=outcome, subject=outcome.meeting)
    return outcome


@action
def keep_open(
    *,
    pk: UUID,
    version: int,
    due_on: datetime.date | None = None,
    review_on: datetime.date | None = None,
    by: User,
) -> Outcome:
    """It goes on, or is open again after all; None keeps a day. Raises as ``close_outcome``."""
    outcome = lock(Outcome, pk, version)
    workflow.check(outcome.state, OutcomeState.OPEN)
    verb = "outcome.postponed" if outcome.is_open else "outcome.reopened"
    outcome.state, outcome.closed_at, outcome.closing_note = OutcomeState.OPEN, None, ""
    outcome.due_on = due_on or outcome.due_on
    outcome.review_on = review_on or outcome.review_on
    outcome.save()
    notices.ended(outcome)
    record(verb, by=by, on=outcome, subject=outcome.meeting)
    return outcome


@action
def recall_outcome(*, outcome: Outcome) -> int:
    """It is due soon: tell the people of the body that took it on, once for each day; how many."""
    told = notices.due(outcome)
    record("outcome.recalled", by=None, on=outcome, subject=outcome.meeting, told=told)
    return told


def _one_at_a_time(meeting: Meeting) -> None:
    """Who writes about the bodies of one meeting waits for who does so already: without that
    two would wait for each other's rows, or change one between two steps of the other.
    """
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _note(meeting: Meeting, people: Mapping[UUID, int | None], presence: Presence) -> None:
    rows = [
        Attendance(meeting=meeting, organisation_id=pk, presence=presence, people=number)
        for pk, number in people.items()
    ]
    _upsert(rows, "presence", "people")


def _upsert(rows: Sequence[Attendance], *names: str) -> None:
    """Add the rows; of those that are there already, change what is named."""
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["meeting", "organisation"],
        update_fields=names,
    )


def _settle(outcome: Outcome) -> None:
    """Bring state and days in line with the kind."""
    if outcome.kind in NOTED_KINDS:
        outcome.due_on = outcome.review_on = None
        outcome.closed_at = outcome.closed_at or timezone.now()
        outcome.state = OutcomeState.NOTED
    elif outcome.state == OutcomeState.NOTED:
        outcome.state, outcome.closed_at = OutcomeState.OPEN, None
