"""An appointment of a case, and a playbook that is under way in it, with the city's canary."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from casework.cases.actions.tasks import add_task
from casework.cases.models import Case, CaseTask
from casework.playbooks.actions import add_playbook, add_step, begin_draft, publish, start_run
from casework.playbooks.models import Playbook, PlaybookRun, PlaybookStep
from ostoja.accounts.models import User
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Work:
    """What a route of tasks and playbooks may ask for; ``step`` is one of the draft."""

    task: CaseTask
    playbook: Playbook
    step: PlaybookStep
    run: PlaybookRun


def make_work(case: Case, canary: str, submission: Callable[[], UUID], cast: Cast) -> Work:
    """The supervisor writes the playbook, the coordinator starts it."""
    task = make_task(case, canary, submission(), by=cast.consultant)
    by = cast.supervisor
    playbook = add_playbook(
        submission=submission(), kind="other", title=canary, summary=canary, by=by
    )
    draft = playbook.editions.get()
    add_step(
        draft=draft,
        submission=submission(),
        by=by,
        title=canary,
        instructions=canary,
        doer="worker",
        body=canary,
        within_hours=24,
        after="",
        leads_to="",
        form=canary,
        is_duty=True,
        law=canary,
        never_shown_to=canary,
    )
    draft.refresh_from_db()
    edition = publish(draft=draft, version=draft.version, by=by)
    run = start_run(
        submission=submission(),
        case=case,
        edition=edition,
        group=cast.coordinating.group,
        by=cast.coordinator,
    )
    return Work(task, playbook, begin_draft(playbook=playbook, by=by).steps.get(), run)


def make_task(case: Case, canary: str, submission: UUID, *, by: User) -> CaseTask:
    """The consultant's, in two days."""
    group = case.lead.group
    return add_task(
        submission=submission,
        case=case,
        kind="appointment",
        on_behalf=group,
        by=by,
        title=canary,
        details=canary,
        group=group,
        worker=by,
        due_at=timezone.now() + datetime.timedelta(days=2),
        has_hour=True,
        place=canary,
        with_whom=canary,
    )
