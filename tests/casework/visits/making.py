"""Makes visits, and lets time pass for them."""

import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from casework.cases.models import Case
from casework.visits.actions import check_in, plan_visit, watch
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import settings_here
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification
from tests.cast import Cast


def minutes(number: float) -> datetime.timedelta:
    return datetime.timedelta(minutes=number)


def plan_of(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The consultant goes in an hour, for an hour."""
    given: dict[str, Any] = {
        "people": [cast.consultant],
        "place": "ul. Zmyślona 1",
        "starts_at": timezone.now() + minutes(60),
        "minutes": 60,
        "dangers": "Pies.",
        "code_word": "parasol",
        "phone": "000 000 000",
    }
    return given | changes


def make_visit(
    cast: Cast,
    case: Case | None = None,
    *,
    submission: UUID | None = None,
    by: User | None = None,
    **changes: Any,
) -> Visit:
    """Planned by the consultant for the centre."""
    return plan_visit(
        submission=submission or uuid4(),
        organisation=changes.pop("organisation", cast.centre),
        case=case,
        by=by or cast.consultant,
        **plan_of(cast, **changes),
    )


def make_late(cast: Cast, late: float, case: Case | None = None, **changes: Any) -> Visit:
    """Planned, and so many minutes beyond the grace of 15 minutes."""
    begin = timezone.now() - minutes(15 + late)
    return make_visit(cast, case, starts_at=begin, **changes)


def make_inside(cast: Cast, left: float, case: Case | None = None, **changes: Any) -> Visit:
    """At the door, with so many minutes left; negative: overdue."""
    visit = make_visit(cast, case, starts_at=timezone.now() - minutes(60), **changes)
    visit = check_in(visit=visit, submission=uuid4(), by=cast.consultant)
    until = timezone.now() + minutes(left)
    Visit.objects.filter(pk=visit.pk).update(checked_in_at=until - minutes(60), ends_at=until)
    visit.refresh_from_db()
    return visit


def look(visit: Visit) -> bool:
    """What the clock does for one visit."""
    return watch(visit=visit, settings=settings_here())


def let_pass(number: float) -> None:
    """So many minutes: everything that was written lies further back."""
    for model, names in (
        (Visit, ("starts_at", "checked_in_at", "ends_at")),
        (Alarm, ("raised_at", "taken_at")),
    ):
        rows: Any = model.objects.all()
        rows.update(**{name: F(name) - minutes(number) for name in names})


def told(kind: str, unread: bool = False) -> set[str]:
    """Who was told of it."""
    found = Notification.objects.filter(kind=f"visit-{kind}")
    if unread:
        found = found.filter(read_at=None)
    return set(found.values_list("person__email", flat=True))
