"""Loads playbooks of a blueprint, and those that run in the demonstration's cases."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from casework.cases.actions.tasks import move_task
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case
from casework.playbooks.actions.running import start_run
from casework.playbooks.choices import Doer, EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookRun, PlaybookStep
from casework.playbooks.selectors import in_force
from ostoja.accounts.models import User

Row = Mapping[str, Any]
TEXTS = ("instructions", "body", "after", "leads_to", "form", "law", "never_shown_to")


def load_playbooks(rows: Iterable[Row]) -> None:
    """Add the playbooks that are missing, in force and not approved; what was changed stays."""
    for row in rows:
        playbook, is_new = Playbook.objects.get_or_create(
            key=row["key"], defaults={"kind": row["kind"], "is_shipped": True}
        )
        if is_new:
            _load(playbook, row)


def _load(playbook: Playbook, row: Row) -> None:
    edition = Edition.objects.create(
        playbook=playbook,
        number=1,
        title=row["title"],
        summary=row.get("summary", ""),
        state=EditionState.PUBLISHED,
        published_at=timezone.now(),
    )
    PlaybookStep.objects.bulk_create(
        PlaybookStep(
            edition=edition,
            key=step["key"],
            position=position,
            title=step["title"],
            doer=step.get("doer", Doer.WORKER),
            within_hours=step.get("within_hours"),
            is_duty=step.get("duty", False),
            **{name: step.get(name, "") for name in TEXTS},
        )
        for position, step in enumerate(row["steps"], start=1)
    )


def load_runs(rows: Iterable[Row]) -> None:
    """Start playbooks in cases of the demonstration, with some of their steps done."""
    for row in rows:
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        playbook = Playbook.objects.prefetch_related("editions").filter(key=row["playbook"]).first()
        edition = in_force(playbook) if playbook else None
        if case is not None and edition is not None:
            _start(case, edition, row)


def _start(case: Case, edition: Edition, row: Row) -> None:
    submission = uuid5(NAMESPACE_URL, f"ostoja:playbook/{row['case']}/{row['playbook']}")
    if PlaybookRun.objects.filter(submission=submission).exists():
        return
    by = User.objects.filter(email=row["by"]).first()
    group = case.lead.group
    run = start_run(submission=submission, case=case, edition=edition, group=group, by=by)
    for one in run.steps.filter(step__key__in=row.get("done", [])).select_related("task__case"):
        task = one.task
        task.refresh_from_db()
        move_task(
            task=task,
            version=task.version,
            to=TaskState.DONE,
            words="",
            on_behalf=group,
            by=by,
        )
