"""What every change begins with: the case's lock, then the row's."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from casework.cases.actions import locked_case
from casework.cases.models import Case
from casework.telling import notices, refusals
from casework.telling.choices import State, Way, WhyNot
from casework.telling.models import Telling
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User


class _Elsewhere(Exception):
    """The row lies in another ``case`` than the one that was locked."""

    def __init__(self, case: Case) -> None:
        super().__init__(str(case.pk))
        self.case = case


def locked(telling: Telling) -> tuple[Telling, Case]:
    """The row and its case as they are now. A case that was merged meanwhile took its rows along,
    so the row says which case it is.
    """
    case = telling.case
    while True:
        try:
            # Undone, it lets go of both locks: who held one case, or the row, and then waited for
            # another case would wait for ever for who works on that one.
            with transaction.atomic():
                return _both(telling, case)
        except _Elsewhere as elsewhere:
            case = elsewhere.case


def _both(telling: Telling, case: Case) -> tuple[Telling, Case]:
    held = locked_case(case)
    rows = Telling.objects.select_for_update(of=("self",)).select_related("ended_by", "case")
    row = rows.get(pk=telling.pk)
    if row.case_id != held.pk:
        raise _Elsewhere(row.case)
    row.case = held
    return row, held


def within(row: Telling, submission: UUID) -> UUID:
    """An id that was made in a browser counts for its own telling only."""
    return uuid5(row.pk, submission.hex)


def refuse_over(row: Telling, version: int | None = None) -> None:
    """Raise ``TellingRefused`` where it waits no more, ``StaleObject`` where it was changed."""
    if row.state != State.WAITING:
        raise refusals.over(row)
    if version is not None and row.version != version:
        raise StaleObject(row)


def end(
    row: Telling,
    state: State,
    *,
    by: User | None,
    way: Way | str = "",
    why_not: WhyNot | str = "",
    remarks: str = "",
) -> None:
    """It waits no more."""
    row.state, row.way, row.why_not, row.remarks = state, way, why_not, remarks
    row.ended_at, row.ended_by, row.remind_at = timezone.now(), by, None
    row.version += 1
    row.save()
    notices.settled(row)
