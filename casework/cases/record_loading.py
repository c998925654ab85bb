"""Loads what is written in the demonstration's cases. Days count from loading."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from casework.cases.actions import add_note
from casework.cases.actions.people import add_person
from casework.cases.actions.plan import add_goal, hold_review
from casework.cases.choices import ConsentWay
from casework.cases.choices_of_plan import PlanAnswer, ReviewOutcome
from casework.cases.models import Case, CasePerson, Note, PlanReview
from ostoja.accounts.models import User

Row = Mapping[str, Any]


def load_notes(rows: Iterable[Row]) -> None:
    """Add the notes that are missing, to cases that are made up."""
    for case, by, submission, row in _written(rows, "note", "text"):
        if not Note.objects.filter(submission=submission).exists():
            add_note(
                submission=submission,
                case=case,
                kind=row["kind"],
                text=row["text"],
                visibility=row["visibility"],
                group=case.lead.group,
                by=by,
            )


def load_people(rows: Iterable[Row]) -> None:
    """Add those around the people of cases that are made up."""
    for case, by, submission, row in _written(rows, "person", "name"):
        if not CasePerson.objects.filter(submission=submission).exists():
            facts: Any = {name: value for name, value in row.items() if name not in {"case", "by"}}
            add_person(submission=submission, case=case, by=by, **facts)


def load_plans(rows: Iterable[Row]) -> None:
    """Add the goals and the first talk, where there is none yet, to cases that are made up."""
    for case, by, submission, row in _written(rows, "plan", "said"):
        if not PlanReview.objects.filter(submission=submission).exists():
            for words in row["goals"]:
                add_goal(submission=uuid5(submission, words), case=case, words=words, by=by)
            today = timezone.localdate()
            hold_review(
                submission=submission,
                case=case,
                held_on=today,
                outcome=ReviewOutcome.BEGUN,
                answer=PlanAnswer.AGREED,
                way=ConsentWay.IN_PERSON,
                words=row["said"],
                next_on=today + timedelta(days=row["next_in_days"]),
                by=by,
            )


def _written(
    rows: Iterable[Row], what: str, said: str
) -> Iterator[tuple[Case, User | None, UUID, Row]]:
    """Each row with its case, who wrote it, and the id under which it is added once."""
    for row in rows:
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        if case is not None:
            submission = uuid5(NAMESPACE_URL, f"ostoja:{what}/{row['case']}/{row[said]}")
            yield case, User.objects.filter(email=row["by"]).first(), submission, row
