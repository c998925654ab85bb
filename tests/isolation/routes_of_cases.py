"""Routes of cases: who may use each, with which ids, and what it shows."""

from typing import Any

from tests.isolation.route import Route, changes, of_work, pk_of
from tests.isolation.world import World


def a_list(world: World) -> dict[str, Any]:
    """A list of cases that somebody keeps."""
    return {"pk": world.desk.case_list.pk}


CASES = {
    "cases": Route("consultant", shows=True),
    "case_new": Route("consultant"),
    "case_list_new": Route("consultant"),
    "case_list_edit": Route("consultant", a_list, shows=True),
    "case_list_remove": changes("consultant", a_list),
    # Without a case there is nothing to do; tests/casework/cases/test_together.py chooses some.
    "cases_together": Route("consultant", lambda world: {"what": "give"}, expects=frozenset({302})),
    "case_search": Route("consultant"),
    # Only whoever looked for it has it: tests/isolation/test_searches.py.
    "case_found": Route("consultant", lambda world: {"name": "nobodys"}, expects=frozenset({404})),
    "people_alike": changes("consultant", lambda world: {}),
    "case": Route("consultant", pk_of("case"), shows=True),
    "case_edit": Route("consultant", pk_of("case"), shows=True),
    "case_take": Route("colleague", pk_of("case"), shows=True),
    "case_merge": Route("consultant", pk_of("case")),
    # There is no other case: tests/casework/cases/test_merging_pages.py has two.
    "case_merge_with": Route(
        "consultant",
        lambda world: {"pk": world.case.pk, "other": world.referral.pk},
        expects=frozenset({404}),
    ),
    "case_separate": Route(
        "consultant",
        lambda world: {"pk": world.case.pk, "merge": world.referral.pk},
        method="post",
        expects=frozenset({404}),
    ),
    "case_restrict": Route("consultant", pk_of("case")),
    # None is restricted: tests/casework/cases/test_restricted_pages.py has one.
    "restricted_cases": Route("officer"),
    "restricted_case": Route("officer", pk_of("case"), expects=frozenset({404})),
    "restricted_case_open": Route("officer", pk_of("case"), expects=frozenset({404})),
    "case_numbering": Route("administrator"),
    "case_release": changes("consultant", pk_of("case")),
    "case_note": Route("consultant", pk_of("case")),
    "case_close": Route("coordinator", pk_of("case")),
    # It is open, so this leads back to it; tests/casework/cases reopens a closed one.
    "case_reopen": Route("consultant", pk_of("case"), expects=frozenset({302})),
    # The same; tests/casework/cases/test_follow_ups.py has a closed one.
    "case_follow_up": Route("consultant", pk_of("case"), expects=frozenset({302})),
    "case_print": Route("consultant", pk_of("case"), shows=True),
    "case_story": Route("consultant", pk_of("case"), shows=True),
    "case_phase": Route("consultant", pk_of("case"), shows=True),
    "case_requirement": Route(
        "consultant", lambda world: {"pk": world.case.pk, "key": "first_assessment"}, shows=True
    ),
    "unmet_needs": Route("analyst"),
    "unmet_needs_file": Route("analyst", expects=frozenset({404})),  # it needs a year
    "consent_new": Route("coordinator", pk_of("case"), shows=True),
    "consent_withdraw": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "consent_pk": world.person_consent.pk},
        shows=True,
    ),
    "conflict_new": Route("coordinator", pk_of("case"), shows=True),
    "conflict_lift": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "conflict_pk": world.work.conflict.pk},
        shows=True,
    ),
    "need_settle": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "need_pk": world.case_need.pk},
        expects=frozenset({200, 302}),
    ),
    "case_person_new": Route("consultant", pk_of("case"), shows=True),
    "case_person": Route("consultant", of_work("person"), shows=True),
    "case_person_edit": Route("consultant", of_work("person"), shows=True),
    "case_person_remove": Route("consultant", of_work("person"), shows=True),
    "case_plan": Route("consultant", pk_of("case"), shows=True),
    "plan_goal_new": Route("consultant", pk_of("case"), shows=True),
    "plan_goal_edit": Route("consultant", of_work("goal"), shows=True),
    "plan_goal_move": Route(
        "consultant", lambda world: {"pk": world.work.goal.pk, "state": "reached"}, shows=True
    ),
    "plan_review_hold": Route("consultant", pk_of("case"), shows=True),
    "plan_review_set": Route("consultant", pk_of("case"), shows=True),
    "my_tasks": Route("consultant", shows=True),
    "case_task_new": Route(
        "consultant", lambda world: {"pk": world.case.pk, "kind": "task"}, shows=True
    ),
    "case_task": Route("consultant", of_work("task"), shows=True),
    "case_task_edit": Route("consultant", of_work("task"), shows=True),
    "case_task_move": Route(
        "consultant", lambda world: {"pk": world.work.task.pk, "state": "done"}, shows=True
    ),
}
