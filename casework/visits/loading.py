"""Loads the visits of the demonstration; days and hours count from the day of loading."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases.models import Case
from casework.moments import moment_of
from casework.partners.models import Organisation
from casework.visits.actions import check_in, check_out, plan_visit
from casework.visits.clock import A_MINUTE, in_utc
from casework.visits.models import Visit
from ostoja.accounts.models import User

Row = Mapping[str, Any]
NAMESPACE = UUID("5b1f3f0e-2d0a-4f0b-8f3e-6d2c1a9b7e10")
A_NOON = datetime.time(12)


def load_visits(rows: Iterable[Row]) -> None:
    """Plan those that are not there yet, through the same actions as people."""
    for row in rows:
        submission = uuid5(NAMESPACE, row["key"])
        if not Visit.objects.filter(submission=submission).exists():
            _load(row, submission)


def _load(row: Row, submission: UUID) -> None:
    going = [User.objects.get(email=email) for email in row["people"]]
    begins = _begin(row)
    visit = plan_visit(
        submission=submission,
        organisation=Organisation.objects.get(key=row["organisation"]),
        case=_case(row),
        people=going,
        place=row["place"],
        starts_at=timezone.now(),
        minutes=row.get("minutes", 60),
        dangers=row.get("dangers", ""),
        code_word=row.get("code_word", ""),
        phone=row.get("phone", ""),
        by=going[0],
        is_sample=row.get("sample", False),
    )
    if row.get("outcome"):
        check_in(visit=visit, submission=uuid5(submission, "in"), by=going[0])
        visit = check_out(
            visit=visit,
            submission=uuid5(submission, "out"),
            outcome=row["outcome"],
            note=row.get("note", ""),
            group=visit.organisation.group,
            by=going[0],
        )
        _put_back(visit, begins)
    else:
        Visit.objects.filter(pk=visit.pk).update(starts_at=begins)


def _put_back(visit: Visit, begins: datetime.datetime) -> None:
    """It was on another day."""
    until = begins + visit.minutes * A_MINUTE
    times = {"starts_at": begins, "checked_in_at": begins, "ends_at": until, "ended_at": until}
    Visit.objects.filter(pk=visit.pk).update(**times)
    visit.steps.filter(kind="checked_in").update(at=begins)
    visit.steps.filter(kind="checked_out").update(at=until)


def _begin(row: Row) -> datetime.datetime:
    """At noon, unless another hour is said, so many days from now."""
    day = timezone.localdate() + datetime.timedelta(days=row["days_from_now"])
    hour = datetime.time.fromisoformat(row["hour"]) if "hour" in row else A_NOON
    return in_utc(moment_of(day, hour))


def _case(row: Row) -> Case | None:
    """By the name that it goes by, which the demonstration gives to one case alone."""
    return Case.objects.get(pseudonym=row["pseudonym"]) if "pseudonym" in row else None
