"""Loads tasks and appointments of the demonstration's cases. Days count from loading."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from casework.cases.actions.tasks import add_task
from casework.cases.choices_of_tasks import TaskKind
from casework.cases.models import Case, CaseTask
from casework.moments import moment_of
from ostoja.accounts.models import User

AT_NOON = time(12)


def load_tasks(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add those that are missing, to cases that are made up."""
    for row in rows:
        submission = uuid5(NAMESPACE_URL, f"ostoja:task/{row['case']}/{row['title']}")
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        if case is not None and not CaseTask.objects.filter(submission=submission).exists():
            by = User.objects.filter(email=row["by"]).first()
            day = timezone.localdate() + timedelta(days=row["days_from_now"])
            add_task(
                submission=submission,
                case=case,
                kind=row.get("kind", TaskKind.TASK),
                on_behalf=case.lead.group,
                by=by,
                title=row["title"],
                group=case.lead.group,
                worker=by,
                due_at=moment_of(day, row.get("at", AT_NOON)),
                has_hour=True,
                place=row.get("place", ""),
                with_whom=row.get("with_whom", ""),
                person_told=row.get("person_told", False),
            )
