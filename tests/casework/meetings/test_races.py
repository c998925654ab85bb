"""People noting a meeting on several phones at the very same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from django.db import connection

from casework.meetings import actions
from casework.meetings.choices import OutcomeState
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.meetings.workflow import NotAllowed
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.meetings.making import make_meeting, make_outcome, noon
from tests.cast import Cast, make_cast, make_organisation

AT_ONCE = 6
ROUNDS = 12


def all_at_once(work: Callable[[int], object]) -> list[object]:
    """Run ``work(number)`` in several threads that start together; what each gave or raised."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> object:
        start.wait()
        with entered("gdynia"):
            try:
                return work(number)
            except (StaleObject, NotAllowed) as refusal:
                return refusal
            finally:
                connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def prepared() -> tuple[Cast, Meeting]:
    with entered("gdynia"):
        cast = make_cast()
        return cast, make_meeting(cast.partner)


def test_one_form_sent_several_times_logs_one_meeting(committed_database: str) -> None:
    cast, _meeting = prepared()
    submission = uuid4()
    results = all_at_once(
        lambda _one: (
            actions.log_meeting(
                submission=submission,
                by=cast.member,
                kind="coalition",
                title="",
                starts_at=noon(),
                ends_at=None,
                host=cast.partner,
                place=None,
                topic="",
            ).pk
        )
    )
    assert len(set(results)) == 1


def test_ticks_of_several_phones_are_all_kept(committed_database: str) -> None:
    cast, meeting = prepared()
    bodies = [cast.partner, cast.other_partner, cast.centre]

    def tick(number: int) -> None:
        pk = bodies[number // 2].pk
        if number % 2:
            actions.note_attendance(meeting=meeting, came={pk: number}, by=cast.member)
        else:
            actions.change_invitations(
                meeting=meeting, invited={pk}, not_invited=(), by=cast.animator
            )

    assert set(all_at_once(tick)) == {None}
    with entered("gdynia"):
        rows = Attendance.objects.values_list("organisation", "invited", "presence", "people")
        assert set(rows) == {
            (body.pk, True, "came", number) for body, number in zip(bodies, (1, 3, 5), strict=True)
        }


def test_who_notes_many_bodies_in_another_order_waits(committed_database: str) -> None:
    cast, meeting = prepared()
    with entered("gdynia"):
        bodies = [make_organisation(f"b{one}", f"B{one}", "member").pk for one in range(20)]

    def note(number: int) -> None:
        some = bodies[::-1] if number % 2 else bodies
        for _ in range(ROUNDS):
            if number % 3:
                actions.note_attendance(
                    meeting=meeting,
                    came=dict.fromkeys(some[:10]),
                    excused=some[10:],
                    by=cast.member,
                )
            else:
                actions.change_invitations(
                    meeting=meeting, invited=some, not_invited=(), by=cast.animator
                )

    assert set(all_at_once(note)) == {None}
    with entered("gdynia"):
        rows = Attendance.objects.values_list("organisation", "invited")
        assert set(rows) == {(pk, True) for pk in bodies}


def test_nobody_slips_between_taking_back_and_noting(committed_database: str) -> None:
    cast, meeting = prepared()
    bodies = {cast.partner.pk, cast.other_partner.pk, cast.centre.pk}

    def note(number: int) -> None:
        came, mistaken, invited, not_invited = (
            bodies if number % 4 == one else set() for one in range(4)
        )
        for _ in range(ROUNDS):
            if number % 4 < 2:
                actions.note_attendance(
                    meeting=meeting,
                    came=dict.fromkeys(came, 2),
                    not_there=mistaken,
                    by=cast.member,
                )
            else:
                actions.change_invitations(
                    meeting=meeting, invited=invited, not_invited=not_invited, by=cast.animator
                )

    assert set(all_at_once(note)) == {None}


def test_an_outcome_is_closed_once_and_the_others_are_told(committed_database: str) -> None:
    cast, meeting = prepared()
    with entered("gdynia"):
        outcome = make_outcome(meeting)
    results = all_at_once(
        lambda number: actions.close_outcome(
            pk=outcome.pk,
            version=1,
            state=OutcomeState.DONE,
            closing_note=f"Uwaga {number}",
            by=cast.member,
        )
    )
    assert sum(isinstance(one, Outcome) for one in results) == 1
    assert sum(isinstance(one, StaleObject) for one in results) == AT_ONCE - 1
