"""Routes of cases, what is done in them, and referrals."""

from api.routing import LIST, LIST_CREATE, READ, READ_CHANGE, READ_CHANGE_REMOVE, noun, route
from api.v1.case_ending import CaseEndingView
from api.v1.case_lists import CaseListView
from api.v1.case_merging import CaseMergeView
from api.v1.case_parts import CaseNeedView, CaseStepView, NoteView
from api.v1.case_people import CasePeopleView, CasePersonView
from api.v1.case_phases import CasePhaseView
from api.v1.case_plans import PlanGoalsView, PlanGoalView, PlanReviewView
from api.v1.case_referrals import CaseReferralView
from api.v1.case_search import CaseSearchView
from api.v1.case_work import CaseWorkView
from api.v1.cases import CaseView
from api.v1.conflicts import ConflictView
from api.v1.consents import ConsentView
from api.v1.outside import FirstMeetingView, OutsideReferralView
from api.v1.playbooks import CaseRunView, PlaybookView, RunView
from api.v1.printing import CasePrintView, OutsideLetterView, ReferralLetterView
from api.v1.referral_steps import STEPS
from api.v1.referrals import ReferralView
from api.v1.tasks import CaseTaskView, TaskView

CASE = "cases/<uuid:case_pk>/"

CASES = [
    *noun(
        "cases/",
        CaseView,
        "cases",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"take": "take", "release": "release", "close": "close", "reopen": "reopen"},
    ),
    route("cases/search/", CaseSearchView, {"post": "find"}, "case_search"),
    *noun("case-lists/", CaseListView, "case_lists", many=LIST_CREATE, one=READ_CHANGE_REMOVE),
    route(f"{CASE}ending/", CaseEndingView, READ, "case_ending"),
    route(f"{CASE}phase/", CasePhaseView, READ, "case_phase"),
    route(f"{CASE}phase/mark/", CasePhaseView, {"post": "mark"}, "case_phase_mark"),
    route(f"{CASE}phase/move/", CasePhaseView, {"post": "move"}, "case_phase_move"),
    route(f"{CASE}follow-up/", CaseEndingView, {"post": "plan"}, "case_follow_up"),
    route(f"{CASE}follow-up/leave-out/", CaseEndingView, {"post": "drop"}, "case_follow_up_out"),
    route(f"{CASE}assign/", CaseWorkView, {"post": "assign"}, "case_assign"),
    route(f"{CASE}restrict/", CaseWorkView, {"post": "restrict"}, "case_restrict"),
    route(f"{CASE}urgency/", CaseWorkView, {"post": "urgency"}, "case_urgency"),
    route(f"{CASE}merges/", CaseMergeView, LIST_CREATE, "case_merges"),
    route(
        f"{CASE}merges/<uuid:pk>/separate/", CaseMergeView, {"post": "separate"}, "case_separate"
    ),
    route(f"{CASE}print/", CasePrintView, {"post": "print_out"}, "case_print"),
    route(
        "referrals/<uuid:pk>/letter/", ReferralLetterView, {"post": "print_out"}, "referrals_letter"
    ),
    route(f"{CASE}steps/", CaseStepView, LIST, "case_steps"),
    route(f"{CASE}tasks/", CaseTaskView, LIST_CREATE, "case_tasks"),
    route("tasks/<uuid:pk>/", TaskView, READ_CHANGE, "tasks_one"),
    route("tasks/<uuid:pk>/done/", TaskView, {"post": "done"}, "tasks_done"),
    route("tasks/<uuid:pk>/leave-out/", TaskView, {"post": "leave_out"}, "tasks_leave_out"),
    route("tasks/<uuid:pk>/reopen/", TaskView, {"post": "reopen"}, "tasks_reopen"),
    *noun("playbooks/", PlaybookView, "playbooks"),
    route(f"{CASE}playbook-runs/", CaseRunView, LIST_CREATE, "case_playbook_runs"),
    route("playbook-runs/<uuid:pk>/", RunView, READ, "playbook_runs_one"),
    route("playbook-runs/<uuid:pk>/stop/", RunView, {"post": "stop"}, "playbook_runs_stop"),
    route(f"{CASE}people/", CasePeopleView, LIST_CREATE, "case_people"),
    route("case-people/<uuid:pk>/", CasePersonView, READ_CHANGE_REMOVE, "case_people_one"),
    route(f"{CASE}goals/", PlanGoalsView, LIST_CREATE, "case_goals"),
    route("plan-goals/<uuid:pk>/", PlanGoalView, READ_CHANGE, "plan_goals_one"),
    route("plan-goals/<uuid:pk>/reach/", PlanGoalView, {"post": "reach"}, "plan_goals_reach"),
    route("plan-goals/<uuid:pk>/give-up/", PlanGoalView, {"post": "give_up"}, "plan_goals_give_up"),
    route("plan-goals/<uuid:pk>/reopen/", PlanGoalView, {"post": "reopen"}, "plan_goals_reopen"),
    route(f"{CASE}plan-talks/", PlanReviewView, LIST_CREATE, "case_plan_talks"),
    route(f"{CASE}plan-talks/next/", PlanReviewView, {"post": "set_next"}, "case_plan_talks_next"),
    route(f"{CASE}notes/", NoteView, LIST_CREATE, "case_notes"),
    route(f"{CASE}needs/<uuid:pk>/settle/", CaseNeedView, {"post": "settle"}, "case_need_settle"),
    route(f"{CASE}needs/<uuid:pk>/reopen/", CaseNeedView, {"post": "reopen"}, "case_need_reopen"),
    route(
        f"{CASE}needs/<uuid:pk>/suggestions/",
        CaseReferralView,
        {"get": "suggestions"},
        "case_need_suggestions",
    ),
    route(
        f"{CASE}needs/<uuid:pk>/why-not/", CaseReferralView, {"get": "why_not"}, "case_need_why_not"
    ),
    route(f"{CASE}consents/", ConsentView, LIST_CREATE, "case_consents"),
    route(f"{CASE}consents/<uuid:pk>/withdraw/", ConsentView, {"post": "withdraw"}, "case_consent"),
    route(f"{CASE}conflicts/", ConflictView, LIST_CREATE, "case_conflicts"),
    route(f"{CASE}conflicts/<uuid:pk>/lift/", ConflictView, {"post": "lift"}, "case_conflict"),
    route(f"{CASE}outside-referrals/", OutsideReferralView, LIST_CREATE, "case_outside"),
    route(
        f"{CASE}outside-referrals/<uuid:pk>/end/",
        OutsideReferralView,
        {"post": "end"},
        "case_outside_end",
    ),
    route(
        f"{CASE}outside-referrals/<uuid:pk>/letter/",
        OutsideLetterView,
        {"post": "print_out"},
        "case_outside_letter",
    ),
    route(
        "referrals/<uuid:pk>/meeting/", FirstMeetingView, {"post": "appoint"}, "referrals_meeting"
    ),
    route(f"{CASE}hand-over/", CaseReferralView, {"post": "hand_over"}, "case_hand_over"),
    route(f"{CASE}refer/", CaseReferralView, {"post": "refer"}, "case_refer"),
    route(f"{CASE}transfer/", CaseReferralView, {"post": "transfer"}, "case_transfer"),
    *noun(
        "referrals/",
        ReferralView,
        "referrals",
        one=READ_CHANGE,
        steps={
            **{one: one for one in (*(step.address for step in STEPS.values()), "acknowledge")},
            "link": "link",
            "send-on": "send_on",
        },
    ),
]
