"""The list of those who wait for a bed. Nobody gets one by the list itself."""

from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case
from casework.shelter import notices, refusals
from casework.shelter.choices import WaitingEnd
from casework.shelter.models import Facility, Waiting
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Wish(TypedDict):
    """What beds it must be; ``facility`` is None for any house."""

    facility: Facility | None
    urgency: str
    people: int
    is_accessible: bool
    is_family: bool
    is_cot: bool


@action
def put_on_list(
    *,
    submission: UUID,
    case: Case,
    by: User | None,
    is_sample: bool = False,
    **wish: Unpack[Wish],
) -> Waiting:
    """The case waits from now on; the same submission sent again gives the first result."""
    case = locked_case(case)
    first = sent_before(Waiting.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    if case.stays.filter(ended_on__isnull=True).exists():
        raise refusals.has_a_bed()
    if waiting_now(case):
        raise refusals.waits_already()
    waiting = Waiting.objects.create(
        submission=submission, case=case, created_by=by, is_sample=is_sample, **wish
    )
    record("waiting.begun", by=by, on=waiting, subject=case)
    return waiting


@action
def end_waiting(*, waiting: Waiting, version: int, end: str, by: User | None) -> Waiting:
    """They wait no longer. Raises ``StaleObject``; one that ended already stays as it is."""
    case = locked_case(waiting.case)
    locked = lock(Waiting, waiting.pk, version)
    if locked.ended_at is not None:
        record("waiting.ended_before", by=by, on=locked, subject=case)
        return locked
    _end(locked, WaitingEnd(end), case, by)
    return locked


def got_a_bed(case: Case, *, by: User | None) -> None:
    """Admitted, inside that transaction."""
    for waiting in waiting_now(case):
        _end(waiting, WaitingEnd.ADMITTED, case, by)


def closed(case: Case, *, by: User | None) -> None:
    """The case was closed, inside that transaction."""
    for waiting in waiting_now(case):
        _end(waiting, WaitingEnd.CASE_CLOSED, case, by)


def waiting_now(case: Case) -> list[Waiting]:
    """What the case waits for: one row or none."""
    return list(Waiting.objects.filter(case=case, ended_at__isnull=True))


def _end(waiting: Waiting, end: WaitingEnd, case: Case, by: User | None) -> None:
    waiting.ended_at, waiting.end = timezone.now(), end
    waiting.save(update_fields=["ended_at", "end", "version"])
    record("waiting.ended", by=by, on=waiting, subject=case, end=str(end))
    notices.waits_no_more(waiting)
