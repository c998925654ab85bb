"""Pages of cases: the list, one case, and what people do with it."""

from casework.cases.views.consents import consent_new, consent_withdraw
from casework.cases.views.ending import case_close, case_reopen
from casework.cases.views.finding import case_found, case_search, people_alike
from casework.cases.views.follow_ups import case_follow_up
from casework.cases.views.lists import case_list_edit, case_list_new, case_list_remove, cases
from casework.cases.views.merging import case_merge, case_merge_with, case_separate
from casework.cases.views.numbering import case_numbering
from casework.cases.views.people import (
    case_person,
    case_person_edit,
    case_person_new,
    case_person_remove,
)
from casework.cases.views.phases import case_phase, case_requirement
from casework.cases.views.plan import (
    case_plan,
    plan_goal_edit,
    plan_goal_move,
    plan_goal_new,
    plan_review_hold,
    plan_review_set,
)
from casework.cases.views.printing import case_print
from casework.cases.views.reading import case
from casework.cases.views.restricting import (
    case_restrict,
    restricted_case,
    restricted_case_open,
    restricted_cases,
)
from casework.cases.views.story import case_story
from casework.cases.views.tasks import (
    case_task,
    case_task_edit,
    case_task_move,
    case_task_new,
    my_tasks,
)
from casework.cases.views.together import cases_together
from casework.cases.views.unmet import unmet_needs, unmet_needs_file
from casework.cases.views.work import case_release, case_take, need_settle
from casework.cases.views.writing import case_edit, case_new, case_note

__all__ = [
    "case",
    "case_close",
    "case_edit",
    "case_follow_up",
    "case_found",
    "case_list_edit",
    "case_list_new",
    "case_list_remove",
    "case_merge",
    "case_merge_with",
    "case_new",
    "case_note",
    "case_numbering",
    "case_person",
    "case_person_edit",
    "case_person_new",
    "case_person_remove",
    "case_phase",
    "case_plan",
    "case_print",
    "case_release",
    "case_reopen",
    "case_requirement",
    "case_restrict",
    "case_search",
    "case_separate",
    "case_story",
    "case_take",
    "case_task",
    "case_task_edit",
    "case_task_move",
    "case_task_new",
    "cases",
    "cases_together",
    "consent_new",
    "consent_withdraw",
    "my_tasks",
    "need_settle",
    "people_alike",
    "plan_goal_edit",
    "plan_goal_move",
    "plan_goal_new",
    "plan_review_hold",
    "plan_review_set",
    "restricted_case",
    "restricted_case_open",
    "restricted_cases",
    "unmet_needs",
    "unmet_needs_file",
]
