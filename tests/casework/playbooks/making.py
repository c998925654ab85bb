"""Playbooks as tests need them."""

from typing import Any
from uuid import uuid4

from casework.cases.actions.tasks import move_task
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.playbooks.actions import add_playbook, add_step, publish, start_run
from casework.playbooks.models import Edition, PlaybookRun, PlaybookStep
from tests.cast import Cast

LAW = "art. 304 § 2 Kodeksu postępowania karnego"


def step_facts(**facts: Any) -> dict[str, Any]:
    """A step within a day, unless the facts say otherwise."""
    given: dict[str, Any] = {
        "title": "Porozmawiaj",
        "instructions": "",
        "doer": "worker",
        "body": "",
        "within_hours": 24,
        "after": "",
        "leads_to": "",
        "form": "",
        "is_duty": False,
        "law": "",
        "never_shown_to": "",
    }
    return {**given, **facts}


def make_draft(cast: Cast, title: str = "Pożar w domu") -> Edition:
    """An empty draft of the supervisor's."""
    made = add_playbook(
        submission=uuid4(), kind="disaster", title=title, summary="Po pożarze.", by=cast.supervisor
    )
    return made.editions.get()


def make_step(cast: Cast, draft: Edition, **facts: Any) -> PlaybookStep:
    """One more step of the draft."""
    return add_step(draft=draft, submission=uuid4(), by=cast.supervisor, **step_facts(**facts))


def make_edition(cast: Cast) -> Edition:
    """In force: a talk, a letter within two days of it, a duty to report, a step of nobody's."""
    draft = make_draft(cast)
    talk = make_step(cast, draft, within_hours=2)
    make_step(cast, draft, title="Napisz pismo", within_hours=48, after=talk.key)
    make_step(
        cast,
        draft,
        title="Zawiadom prokuratora",
        is_duty=True,
        law=LAW,
        never_shown_to="osoba podejrzewana",
    )
    make_step(cast, draft, title="Uzgodnij lokal", doer="coordinator", within_hours=None)
    draft.refresh_from_db()
    return publish(draft=draft, version=draft.version, by=cast.supervisor)


def run_in(cast: Cast, case: Case, edition: Edition, **facts: Any) -> PlaybookRun:
    """The consultant starts it."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return start_run(case=case, edition=edition, **{**given, **facts})


def task_of(run: PlaybookRun, title: str) -> CaseTask:
    """The task that a step became, as it is now."""
    return run.steps.select_related("task__case").get(step__title=title).task


def move(cast: Cast, task: CaseTask, to: TaskState, words: str = "") -> CaseTask:
    """The consultant says what became of it."""
    return move_task(
        task=task,
        version=task.version,
        to=to,
        words=words,
        on_behalf=cast.centre.group,
        by=cast.consultant,
    )
