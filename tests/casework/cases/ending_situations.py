"""Cases that ended, and contacts afterwards, as tests need them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.actions import close_case, reopen_case
from casework.cases.choices_of_tasks import TaskKind
from casework.cases.models import Case, CaseTask, FollowUp
from casework.cases.tasks import raise_follow_ups
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def on(days: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def contact(cast: Cast, **facts: Any) -> dict[str, Any]:
    """The consultant telephones in a week."""
    given: dict[str, Any] = {
        "day": on(7),
        "way": "call",
        "details": "Rano, bez zostawiania wiadomości.",
        "group": cast.centre.group,
        "worker": cast.consultant,
    }
    return {**given, **facts}


def close(cast: Cast, case: Case, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "version": case.version,
        "submission": uuid4(),
        "answers": {one.pk: "met" for one in case.needs.all()},
        "how_it_ended": "Pani jest bezpieczna.",
        "outcome": "helped",
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return close_case(case=case, **{**given, **facts})


def planned(cast: Cast, **facts: Any) -> FollowUp:
    """The contact of a case that was just closed."""
    case = close(cast, make_case(cast), follow_up=contact(cast, **facts))
    return case.follow_ups.get()


def raised(cast: Cast, **facts: Any) -> CaseTask:
    """The same once its day has come."""
    found = planned(cast, **facts)
    FollowUp.objects.filter(pk=found.pk).update(day=timezone.localdate())
    assert raise_follow_ups.run() == 1
    return CaseTask.objects.get(kind=TaskKind.FOLLOW_UP)


def reopen(cast: Cast, case: Case) -> Case:
    given: dict[str, Any] = {"needs": [], "group": cast.centre.group, "by": cast.consultant}
    return reopen_case(
        case=case, version=case.version, submission=uuid4(), reason="Wróciła.", **given
    )


def form_of(cast: Cast, case: Case, **changes: Any) -> dict[str, Any]:
    need = case.needs.get()
    return {
        "version": case.version,
        "submission": str(uuid4()),
        f"need_{need.pk}": "met",
        "outcome": "helped",
        "how_it_ended": "Koniec.",
        "follow_up_who": f"p-{cast.consultant.pk}",
        **changes,
    }


def day_of(day: date) -> dict[str, str]:
    names = zip(("day", "month", "year"), (day.day, day.month, day.year), strict=True)
    return {f"follow_up_day_{name}": str(value) for name, value in names}
