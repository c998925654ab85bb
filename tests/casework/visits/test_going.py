"""At the door, more time, out again: once each, also when it comes late or twice."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.cases.models import Case, CaseTask, Note
from casework.visits.actions import ask_help, check_in, check_out, extend
from casework.visits.choices import VisitState
from casework.visits.forms.going import last_time
from casework.visits.models import Alarm, Visit
from casework.visits.refusals import VisitRefused
from ostoja.audit.models import AuditEvent
from tests.casework.cases.ending_situations import close
from tests.casework.visits.making import make_inside, make_visit, minutes, told
from tests.cast import Cast


def test_at_the_door_the_clock_begins(cast: Cast) -> None:
    visit = make_visit(cast)
    key = uuid4()
    inside = check_in(visit=visit, submission=key, by=cast.consultant)
    assert inside.state == VisitState.UNDER_WAY and inside.checked_in_at and inside.ends_at
    assert inside.ends_at - inside.checked_in_at == minutes(60)
    again = check_in(visit=visit, submission=key, by=cast.consultant)
    other = check_in(visit=visit, submission=uuid4(), by=cast.colleague)
    assert again.ends_at == other.ends_at == inside.ends_at
    assert visit.steps.count() == 1
    assert AuditEvent.objects.filter(verb="visit.checked_in_before").count() == 1


def test_what_is_sent_from_a_cellar_later_tells_the_real_time(cast: Cast) -> None:
    visit, at = make_visit(cast), timezone.now() - minutes(40)
    inside = check_in(visit=visit, submission=uuid4(), by=cast.consultant, at=at)
    assert inside.checked_in_at == at and inside.ends_at == at + minutes(60)
    out = check_out(
        visit=inside, submission=uuid4(), outcome="met", by=cast.consultant, at=at + minutes(5)
    )
    assert out.ended_at == at + minutes(5)


@pytest.mark.parametrize(("minute", "words"), [(30, "not come yet"), (-60 * 25, "too long ago")])
def test_a_time_that_cannot_be_is_refused(cast: Cast, minute: int, words: str) -> None:
    visit, at = make_visit(cast), timezone.now() + minutes(minute)
    with pytest.raises(VisitRefused, match=words) as refusal:
        check_in(visit=visit, submission=uuid4(), by=cast.consultant, at=at)
    assert refusal.value.field == "at"


def test_nobody_is_out_before_they_were_in(cast: Cast) -> None:
    inside, at = make_inside(cast, 50), timezone.now() - minutes(20)
    with pytest.raises(VisitRefused, match="before the time"):
        check_out(visit=inside, submission=uuid4(), outcome="met", by=cast.consultant, at=at)


def test_more_time_counts_from_the_end_or_from_now(cast: Cast) -> None:
    inside, key = make_inside(cast, 10), uuid4()
    more = extend(visit=inside, submission=key, minutes=15, by=cast.consultant)
    assert more.ends_at == inside.ends_at + minutes(15)  # type: ignore[operator]
    assert extend(visit=inside, submission=key, minutes=15, by=cast.consultant).ends_at == (
        more.ends_at
    )
    late = make_inside(cast, -10)
    until = extend(visit=late, submission=uuid4(), minutes=15, by=cast.consultant).ends_at
    assert until and minutes(14) < until - timezone.now() <= minutes(15)
    with pytest.raises(VisitRefused, match="12 hours"):
        extend(visit=late, submission=uuid4(), minutes=720, by=cast.consultant)
    with pytest.raises(VisitRefused, match="at the door"):
        extend(visit=make_visit(cast), submission=uuid4(), minutes=15, by=cast.consultant)


def test_out_again_the_note_and_the_task_go_into_the_case(cast: Cast, case: Case) -> None:
    inside, key = make_inside(cast, 10, case), uuid4()
    out, _again = [
        check_out(
            visit=inside,
            submission=key,
            outcome="met",
            note="Rozmowa przy herbacie.",
            visibility="own",
            next_step="Zadzwonić do spółdzielni",
            next_on=timezone.localdate() + datetime.timedelta(days=1),
            group=cast.centre.group,
            by=cast.consultant,
        )
        for _twice in range(2)
    ]
    assert (out.state, out.outcome, out.note) == (VisitState.OVER, "met", "")
    note, task = Note.objects.get(), CaseTask.objects.get()
    assert (note.kind, note.visibility, note.text) == ("visit", "own", "Rozmowa przy herbacie.")
    assert (task.title, task.worker) == ("Zadzwonić do spółdzielni", cast.consultant)
    assert task.due_at


def test_without_a_case_the_note_stays_with_the_visit(cast: Cast) -> None:
    inside = make_inside(cast, 10)
    out = check_out(
        visit=inside,
        submission=uuid4(),
        outcome="nobody",
        note="Pusto.",
        group=None,
        by=cast.consultant,
    )
    assert Visit.objects.get(pk=out.pk).note == "Pusto." and not Note.objects.exists()
    with pytest.raises(VisitRefused) as refusal:
        check_out(
            visit=make_inside(cast, 10),
            submission=uuid4(),
            outcome="met",
            next_step="Wrócić",
            by=cast.consultant,
        )
    assert refusal.value.field == "next_step"


def test_in_a_closed_case_no_task_is_added(cast: Cast, case: Case) -> None:
    visit = make_visit(cast, case)
    Visit.objects.filter(pk=visit.pk).update(state="over", outcome="met", ended_at=timezone.now())
    close(cast, case)
    Visit.objects.filter(pk=visit.pk).update(state="planned", outcome="", ended_at=None)
    facts = {"visit": visit, "outcome": "met", "group": cast.centre.group, "by": cast.consultant}
    with pytest.raises(VisitRefused, match="closed"):
        check_out(submission=uuid4(), next_step="Wrócić", **facts)  # type: ignore[arg-type]
    assert check_out(submission=uuid4(), note="Byliśmy.", **facts).is_over  # type: ignore[arg-type]


def test_a_second_colleague_who_checks_out_loses_no_words(cast: Cast) -> None:
    inside = make_inside(cast, 10)
    check_out(visit=inside, submission=uuid4(), outcome="met", by=cast.consultant)
    again = check_out(visit=inside, submission=uuid4(), outcome="nobody", by=cast.colleague)
    assert again.outcome == "met"
    with pytest.raises(VisitRefused, match="checked out"):
        check_out(visit=inside, submission=uuid4(), outcome="met", note="Słowa.", by=cast.colleague)
    with pytest.raises(VisitRefused, match="over"):
        check_in(visit=inside, submission=uuid4(), by=cast.consultant)


def test_who_had_to_leave_is_talked_to_by_the_supervisor(cast: Cast) -> None:
    check_out(visit=make_inside(cast, 10), submission=uuid4(), outcome="danger", by=cast.consultant)
    assert told("danger") == {cast.supervisor.email}
    assert not Alarm.objects.exists()


def test_help_rings_at_once_and_once(cast: Cast) -> None:
    inside, key = make_inside(cast, 30), uuid4()
    for _twice in range(2):
        ask_help(visit=inside, submission=key, by=cast.consultant)
    assert Alarm.objects.get().reason == "help"
    assert told("alarm") == {cast.supervisor.email}
    assert AuditEvent.objects.filter(verb="visit.help_asked").count() == 1


@pytest.mark.parametrize(
    ("clock", "now", "expected"),
    [
        # Ten to midnight, sent at ten past.
        ("23:50", "2026-11-23T23:10:00+00:00", "2026-11-23T22:50:00+00:00"),
        ("12:00", "2026-11-23T12:30:00+00:00", "2026-11-23T11:00:00+00:00"),
        # On the night when the clock goes back, 2:30 comes twice: the latest that has passed.
        ("2:30", "2026-10-25T02:00:00+00:00", "2026-10-25T01:30:00+00:00"),
        ("2:30", "2026-10-25T00:45:00+00:00", "2026-10-25T00:30:00+00:00"),
        # On the night when it jumps there is no 2:30; the one before that was a day ago.
        ("2:30", "2026-03-29T04:00:00+00:00", "2026-03-28T01:30:00+00:00"),
    ],
)
def test_a_time_is_the_latest_moment_at_which_the_clock_showed_it(
    clock: str, now: str, expected: str
) -> None:
    hour = datetime.datetime.strptime(clock, "%H:%M").time()  # noqa: DTZ007 - a clock's face
    found = last_time(hour, datetime.datetime.fromisoformat(now))
    assert found == datetime.datetime.fromisoformat(expected)
