"""By when somebody must act on a case: on the row, and in step with all that moves it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.cases import due
from casework.cases.actions import close_case, reopen_case, reopen_need, set_urgency, settle_need
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case
from casework.cases.urgency import acts_by
from casework.referrals.actions import accept, decline, withdraw
from casework.referrals.choices import Reason
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import change, in_hours, make_task, move
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def due_of(case: Case) -> datetime | None:
    """What stands on the row."""
    return Case.objects.get(pk=case.pk).due_at


@pytest.mark.parametrize(
    ("urgency", "by"),
    [
        ("immediate", NOON),
        ("urgent", datetime(2026, 11, 22, 23, tzinfo=UTC)),
        ("soon", NOON + timedelta(days=3)),
        ("routine", None),
    ],
)
def test_each_urgency_has_its_term(urgency: str, by: datetime | None) -> None:
    assert acts_by(urgency, NOON) == by


def test_today_ends_at_midnight_also_when_the_clock_changes() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past two, summer time
    assert acts_by("urgent", before) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Warsaw
    assert acts_by("urgent", late) == datetime(2026, 7, 1, 22, tzinfo=UTC)


def test_an_open_need_is_due_as_soon_as_its_case_is_urgent(cast: Cast) -> None:
    case = make_case(cast, urgency="soon")
    assert due_of(case) == case.opened_at + timedelta(days=3)
    set_urgency(case=case, urgency="immediate", by=cast.consultant)
    assert due_of(case) == case.opened_at
    settle_need(need=case.needs.get(), answer="met", by=cast.consultant)
    assert due_of(case) is None
    reopen_need(need=case.needs.get(), by=cast.consultant)
    assert due_of(case) == case.opened_at


def test_a_closed_case_is_never_due_and_a_reopened_one_begins_anew(cast: Cast) -> None:
    case = make_case(cast, urgency="soon")
    long_ago = timezone.now() - timedelta(days=30)
    Case.objects.filter(pk=case.pk).update(opened_at=long_ago)
    [need] = case.needs.all()
    said: dict[str, Any] = {"group": cast.centre.group, "by": cast.consultant}
    closed = close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers={need.pk: "met"},
        how_it_ended="Dobrze.",
        **said,
    )
    assert due_of(case) is None
    reopen_case(
        case=closed,
        version=closed.version,
        submission=uuid4(),
        reason="Wróciła.",
        needs=[need.pk],
        **said,
    )
    by = due_of(case)
    assert by is not None and by > timezone.now() + timedelta(days=2)


def test_a_referral_puts_its_own_clock_in_place_of_the_need_s(cast: Cast) -> None:
    case = coordinated_case(cast)
    sent = refer(cast, case)
    sent.refresh_from_db()
    assert due_of(case) == sent.respond_by
    accepted = accept(referral=sent, version=sent.version, by=cast.partner_worker)
    assert accepted.respond_by is None
    assert due_of(case) is None


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_what_comes_back_is_due_again(cast: Cast, how: str) -> None:
    case = coordinated_case(cast)
    sent = refer(cast, case)
    if how == "declined":
        decline(
            referral=sent, version=sent.version, reason=Reason.NO_CAPACITY, by=cast.partner_worker
        )
    else:
        withdraw(referral=sent, version=sent.version, reason=Reason.MISTAKE, by=cast.coordinator)
    assert due_of(case) == acts_by(case.urgency, Case.objects.get(pk=case.pk).opened_at)


def test_other_rooms_add_their_terms_and_the_soonest_counts(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(cast, urgency="soon")
    monkeypatch.setattr(due, "_terms", {})
    due.register("later", lambda case: case.opened_at + timedelta(days=9))
    due.register("nothing", lambda case: None)
    due.renew(case)
    assert due_of(case) == case.opened_at + timedelta(days=3)
    due.register("sooner", lambda case: case.opened_at + timedelta(hours=1))
    due.renew(case)
    assert due_of(case) == case.opened_at + timedelta(hours=1)


def test_the_first_task_that_is_still_to_be_done_counts(cast: Cast) -> None:
    case = make_case(cast, urgency="routine")
    assert due_of(case) is None
    make_task(cast, case, due_at=in_hours(72))
    task = make_task(cast, case, due_at=in_hours(48))
    assert due_of(case) == task.due_at
    moved = change(cast, task, due_at=in_hours(5))
    assert due_of(case) == moved.due_at
    done = move(cast, moved, TaskState.DONE)
    assert due_of(case) != done.due_at is not None
    move(cast, done, TaskState.OPEN, "Nikt nie odebrał.")
    assert due_of(case) == done.due_at
