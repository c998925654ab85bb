"""The API's operations on tasks and playbooks."""

from typing import Any

from tests.isolation.operation import CONFLICT, GONE, OK, Ids, Operation, adds, of_case, reads
from tests.isolation.world import World


def of_work(name: str) -> Ids:
    """The key of something of the work."""
    return lambda world: {"pk": getattr(world.work, name).pk}


def says(world: World) -> dict[str, Any]:
    """What came of it, or why."""
    return {"words": world.canary}


def moves(*statuses: int) -> Operation:
    """Something said of the appointment."""
    return Operation(
        "consultant",
        of_work("task"),
        shows=OK in statuses,
        body=says,
        of=lambda world: world.work.task,
        expects=frozenset(statuses),
    )


of_goal = Operation(
    "consultant",
    of_work("goal"),
    shows=True,
    body=says,
    of=lambda world: world.work.goal,
)
WORK = {
    "case_tasks_list": reads("consultant", of_case),
    "case_tasks_create": adds(
        "consultant",
        lambda world: {
            "kind": "task",
            "title": world.canary,
            "organisation": str(world.cast.centre.pk),
        },
        of_case,
        shows=True,
    ),
    "case_people_list": reads("consultant", of_case),
    "case_people_create": adds(
        "consultant",
        lambda world: {"role": "child", "name": world.canary},
        of_case,
        shows=True,
    ),
    "case_people_one_retrieve": reads("consultant", of_work("person")),
    "case_people_one_partial_update": Operation(
        "consultant",
        of_work("person"),
        shows=True,
        body=lambda world: {"remarks": f"{world.canary} 2"},
        of=lambda world: world.work.person,
    ),
    "case_people_one_destroy": Operation(
        "consultant",
        of_work("person"),
        of=lambda world: world.work.person,
        expects=frozenset({GONE}),
    ),
    "case_goals_list": reads("consultant", of_case),
    "case_goals_create": adds(
        "consultant", lambda world: {"words": world.canary}, of_case, shows=True
    ),
    "plan_goals_one_retrieve": reads("consultant", of_work("goal")),
    "plan_goals_one_partial_update": Operation(
        "consultant",
        of_work("goal"),
        shows=True,
        body=lambda world: {"words": f"{world.canary} 2"},
        of=lambda world: world.work.goal,
    ),
    **{f"plan_goals_{step}_{step}": of_goal for step in ("reach", "give_up", "reopen")},
    "case_plan_talks_list": reads("consultant", of_case, shows=False),
    "case_plan_talks_create": adds(
        "consultant",
        lambda world: {
            "held_on": "2026-01-02",
            "outcome": "begun",
            "answer": "agreed",
            "way": "phone",
            "words": world.canary,
        },
        of_case,
        shows=True,
    ),
    "case_plan_talks_next_set_next": Operation(
        "consultant", of_case, body=lambda world: {"due_on": "2099-01-02"}
    ),
    "tasks_one_retrieve": reads("consultant", of_work("task")),
    "tasks_one_partial_update": Operation(
        "consultant",
        of_work("task"),
        shows=True,
        body=lambda world: {"title": f"{world.canary} 2"},
        of=lambda world: world.work.task,
    ),
    "tasks_done_done": moves(OK),
    "tasks_leave_out_leave_out": moves(OK),
    # It is open: nothing changes, and it is shown as it is.
    "tasks_reopen_reopen": moves(OK),
    "playbooks_list": reads("consultant"),
    "playbooks_one_retrieve": reads("consultant", lambda world: {"pk": world.work.run.edition_id}),
    "case_playbook_runs_list": reads("coordinator", of_case),
    # It is under way there already.
    "case_playbook_runs_create": Operation(
        "coordinator",
        of_case,
        body=lambda world: {"edition": str(world.work.run.edition_id)},
        expects=frozenset({CONFLICT}),
    ),
    "playbook_runs_one_retrieve": reads("coordinator", of_work("run")),
    "playbook_runs_stop_stop": Operation(
        "coordinator",
        of_work("run"),
        shows=True,
        body=lambda world: {"reason": world.canary},
        of=lambda world: world.work.run,
    ),
}
