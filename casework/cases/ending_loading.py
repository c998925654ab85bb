"""Loads how the demonstration's cases ended and what was confirmed in their phases."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from casework.cases.actions import close_case
from casework.cases.actions.follow_ups import FollowUpFacts, raise_follow_up
from casework.cases.actions.phases import mark_requirement
from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, PhaseMark
from ostoja.accounts.models import User
from tenants import parts

Row = Mapping[str, Any]


def load_endings(rows: Iterable[Row]) -> None:
    """Close what is still as it was loaded; cases that people work on stay as they are."""
    for row in rows:
        case = _case(row)
        if case is not None and case.state != CaseState.CLOSED and not case.steps.exists():
            _close(case, row, _person(row))


def _close(case: Case, row: Row, by: User | None) -> None:
    group = case.lead.group
    follow_up: FollowUpFacts | None = None
    if "follow_up_in_days" in row:
        day = timezone.localdate() + timedelta(days=row["follow_up_in_days"])
        follow_up = FollowUpFacts(
            day=day, way=row["way"], details=row.get("details", ""), group=group, worker=by
        )
    still_open = case.needs.filter(state=NeedState.OPEN)
    close_case(
        case=case,
        version=case.version,
        submission=uuid5(NAMESPACE_URL, f"ostoja:ending/{row['case']}"),
        answers={need.pk: NeedState.MET for need in still_open},
        how_it_ended=row["how_it_ended"],
        outcome=row["outcome"],
        group=group,
        follow_up=follow_up,
        by=by,
    )
    for due in case.follow_ups.filter(day__lte=timezone.localdate()):
        raise_follow_up(follow_up=due)


def load_marks(rows: Iterable[Row]) -> None:
    """Add those that are missing, to open cases that are made up."""
    for row in rows:
        submission = uuid5(NAMESPACE_URL, f"ostoja:phase/{row['case']}/{row['key']}")
        case = _case(row)
        if case is None or case.state == CaseState.CLOSED:
            continue
        if not PhaseMark.objects.filter(submission=submission).exists():
            mark_requirement(
                submission=submission,
                case=case,
                key=row["key"],
                kind=row["kind"],
                words=row.get("words", ""),
                group=case.lead.group,
                by=_person(row),
            )


def register_all() -> None:
    """Called when the app starts."""
    parts.register("case_endings", load_endings, order=66)
    parts.register("phase_marks", load_marks, order=66)


def _case(row: Row) -> Case | None:
    return Case.objects.filter(pseudonym=row["case"], is_sample=True).first()


def _person(row: Row) -> User | None:
    return User.objects.filter(email=row["by"]).first()
