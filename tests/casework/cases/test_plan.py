"""The support plan: goals and their steps, agreement, and the talk that is due."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from casework.cases.access import COORDINATES
from casework.cases.actions.plan import add_goal, change_goal, hold_review, move_goal, set_review
from casework.cases.choices_of_plan import GoalState
from casework.cases.models import Case, PlanGoal, PlanReview
from casework.cases.plan import (
    goal_for,
    is_planned_or_refused,
    open_review,
    reviews_of,
    soonest_review,
)
from casework.cases.refusal import NotAllowed
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.task_situations import make_task
from tests.cast import Cast, browser_of

A_DAY = datetime.timedelta(days=1)
GOAL = "Chcę spać spokojnie."


@pytest.fixture
def case(cast: Cast) -> Case:
    """The centre leads, the coordinator coordinates, the partner works on it."""
    case = make_case(cast)
    grant(cast.coordinating.group, case, *COORDINATES)
    shared = (Permission.CASE_VIEW, Permission.CASE_ANNOTATE, Permission.CASE_SUMMARY)
    grant(cast.partner.group, case, *shared)
    return case


def goal_of(cast: Cast, case: Case, words: str = GOAL) -> PlanGoal:
    """A goal that the consultant wrote down."""
    return add_goal(submission=uuid4(), case=case, words=words, by=cast.consultant)


def talked(cast: Cast, case: Case, **facts: Any) -> PlanReview:
    """A talk of today."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "held_on": timezone.localdate(),
        "outcome": "begun",
        "answer": "agreed",
        "way": "in_person",
        "words": "Ułożone razem.",
        "next_on": None,
        "by": cast.consultant,
    }
    return hold_review(case=case, **{**given, **facts})


def parts(name: str, day: datetime.date) -> dict[str, str]:
    """A day as a form sends it."""
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def test_only_those_who_lead_or_coordinate_read_the_plan(cast: Cast, case: Case) -> None:
    goal = goal_of(cast, case)
    for person in (cast.consultant, cast.coordinator):
        assert goal_for(person, goal.pk, Permission.CASE_VIEW) == goal
        assert GOAL in words(browser_of(person), "case_plan", case.pk)
        assert GOAL in words(browser_of(person), "case", case.pk)
    for person in (cast.partner_worker, cast.stranger, cast.administrator):
        with pytest.raises(Http404):
            goal_for(person, goal.pk, Permission.CASE_VIEW)
        for name, pk in (("case_plan", case.pk), ("plan_goal_edit", goal.pk)):
            assert browser_of(person).get(url(name, pk)).status_code == 404, (person, name)
    assert "Support plan" not in words(browser_of(cast.partner_worker), "case", case.pk)


def test_steps_of_a_goal_are_tasks_of_the_case(cast: Cast, case: Case) -> None:
    goal, browser = goal_of(cast, case), browser_of(cast.consultant)
    page = words(browser, "case_task_new", case.pk, "task")
    assert "A step to which goal" in page and GOAL in page
    sent = {
        "title": "Umówić nocleg",
        "who": f"p-{cast.consultant.pk}",
        "goal": str(goal.pk),
        "submission": str(uuid4()),
    }
    assert browser.post(url("case_task_new", case.pk, "task"), sent).status_code == 302
    [step] = goal.steps.all()
    assert step.title in words(browser, "case_plan", case.pk)
    partner = words(browser_of(cast.partner_worker), "case_task_new", case.pk, "task")
    assert GOAL not in partner
    elsewhere = goal_of(cast, make_case(cast), "Inny cel")
    wrong = browser.post(url("case_task_edit", step.pk), {**sent, "goal": str(elsewhere.pk)})
    assert wrong.status_code == 422


def test_a_task_of_another_case_is_no_step(cast: Cast, case: Case) -> None:
    elsewhere = goal_of(cast, make_case(cast), "Inny cel")
    with pytest.raises(NotAllowed, match="nie należy do tej sprawy"):
        make_task(cast, case, goal=elsewhere)


def test_a_goal_is_reached_given_up_and_open_again(cast: Cast, case: Case) -> None:
    goal, by = goal_of(cast, case), cast.consultant
    reached = move_goal(goal=goal, version=1, to=GoalState.REACHED, words="Śpi.", by=by)
    assert reached.state == "reached" and reached.ended_at
    assert move_goal(goal=goal, version=1, to=GoalState.REACHED, words="", by=by).version == 2
    with pytest.raises(NotAllowed):
        move_goal(goal=goal, version=2, to=GoalState.DROPPED, words="", by=by)
    with pytest.raises(StaleObject):
        move_goal(goal=goal, version=1, to=GoalState.OPEN, words="", by=by)
    again = move_goal(goal=goal, version=2, to=GoalState.OPEN, words="Wróciło.", by=by)
    assert again.ended_at is None
    with pytest.raises(StaleObject):
        change_goal(goal=goal, version=1, words="Chcę odpocząć.", by=by)
    with pytest.raises(IntegrityError, match="plan_goal_ended_has_a_time"):
        PlanGoal.objects.filter(pk=goal.pk).update(state="reached")


def test_a_talk_that_is_due_is_a_term_of_the_case(cast: Cast, case: Case) -> None:
    today = timezone.localdate()
    talked(cast, case, next_on=today + A_DAY)
    case.refresh_from_db()
    term = soonest_review(case)
    assert case.due_at == term and term and timezone.localdate(term) == today + A_DAY
    held = talked(cast, case, outcome="on_course")
    assert open_review(case) is None and held.due_on == today + A_DAY
    case.refresh_from_db()
    assert case.due_at != term and soonest_review(case) is None
    assert case.plan_reviews.count() == 2


def test_a_day_that_was_set_is_moved(cast: Cast, case: Case) -> None:
    today, by = timezone.localdate(), cast.consultant
    set_review(submission=uuid4(), case=case, due_on=today + 3 * A_DAY, by=by)
    review = set_review(submission=uuid4(), case=case, due_on=today + 5 * A_DAY, by=by)
    assert case.plan_reviews.get() == review and review.due_on == today + 5 * A_DAY
    with pytest.raises(NotAllowed):
        set_review(submission=uuid4(), case=case, due_on=today - A_DAY, by=by)


def test_a_talk_sent_twice_is_one_and_none_is_foretold(cast: Cast, case: Case) -> None:
    today, same = timezone.localdate(), uuid4()
    for _ in range(2):
        talked(cast, case, submission=same, next_on=today + A_DAY)
    assert case.plan_reviews.count() == 2
    for wrong in ({"held_on": today + A_DAY}, {"next_on": today}):
        with pytest.raises(NotAllowed):
            talked(cast, case, **wrong)
    with pytest.raises(IntegrityError, match="plan_review_is_due_or_was_held"):
        PlanReview.objects.filter(held_on=None).update(outcome="begun")


def test_a_refusal_is_an_answer_too(cast: Cast, case: Case) -> None:
    assert not is_planned_or_refused(case)
    talked(cast, case, answer="refused", outcome="ended")
    assert is_planned_or_refused(case)
    page = words(browser_of(cast.consultant), "case", case.pk, language="pl")
    assert "nie chce planu; osobiście" in page and "Rozmowa o planie wsparcia" in page


def test_the_first_page_shows_what_is_due(cast: Cast, case: Case) -> None:
    today = timezone.localdate()
    talked(cast, case, next_on=today + 10 * A_DAY)
    assert [one.case for one in reviews_of(cast.consultant)] == [case]
    assert not reviews_of(cast.colleague).exists() and not reviews_of(cast.stranger).exists()
    Case.objects.update(worker=None)
    assert reviews_of(cast.colleague).exists()
    browser, title = browser_of(cast.consultant), "Talks about support plans"
    assert title in words(browser, "staff_home")
    PlanReview.objects.filter(held_on=None).update(due_on=today + 30 * A_DAY)
    assert title not in words(browser, "staff_home")
    PlanReview.objects.filter(held_on=None).update(due_on=today - A_DAY)
    assert "overdue" in words(browser, "case_plan", case.pk)
    Case.objects.filter(pk=case.pk).update(excluded=[cast.consultant.pk])
    assert not reviews_of(cast.consultant).exists()
    Case.objects.update(excluded=[], state="closed", closed_at=timezone.now())
    assert not reviews_of(cast.consultant).exists()


def test_the_pages_take_what_was_written(cast: Cast, case: Case) -> None:
    browser, today = browser_of(cast.consultant), timezone.localdate()
    sent = {"words": GOAL, "submission": str(uuid4())}
    for _ in range(2):
        answer = browser.post(url("plan_goal_new", case.pk), sent)
        assert answer["Location"] == url("case_plan", case.pk)
    goal = case.goals.get()
    browser.post(url("plan_goal_edit", goal.pk), {"words": "Chcę odpocząć.", "version": "1"})
    stale = browser.post(url("plan_goal_edit", goal.pk), {"words": "Chcę.", "version": "1"})
    assert stale.status_code == 422 and "Chcę." in stale.content.decode()
    browser.post(url("plan_goal_move", goal.pk, "reached"), {"words": "Tak.", "version": "2"})
    goal.refresh_from_db()
    assert (goal.words, goal.state, goal.ended_words) == ("Chcę odpocząć.", "reached", "Tak.")
    talk = {
        "outcome": "begun",
        "answer": "partly",
        "way": "phone",
        "submission": str(uuid4()),
        **parts("held_on", today),
        **parts("next_on", today + 7 * A_DAY),
    }
    assert browser.post(url("plan_review_hold", case.pk), talk).status_code == 302
    moved = {**parts("due_on", today + 9 * A_DAY), "submission": str(uuid4())}
    assert browser.post(url("plan_review_set", case.pk), moved).status_code == 302
    review = open_review(case)
    assert review and review.due_on == today + 9 * A_DAY


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("plan_goal_new", {"words": ""}),
        ("plan_goal_new", {"words": "a" * 2001}),
        ("plan_review_hold", {"held_on_year": "2999"}),
        ("plan_review_hold", {"held_on_month": "2", "held_on_day": "31"}),
        ("plan_review_hold", {"outcome": "x"}),
        ("plan_review_hold", {"next_on_day": "1", "next_on_month": "1", "next_on_year": "2001"}),
        ("plan_review_set", {"due_on_day": "1", "due_on_month": "1", "due_on_year": "2001"}),
        ("plan_review_set", {"due_on_day": "1", "due_on_month": "1", "due_on_year": "9001"}),
    ],
)
def test_what_cannot_be_meant_is_told(
    cast: Cast, case: Case, name: str, wrong: dict[str, str]
) -> None:
    today = timezone.localdate()
    right = {"words": "x", "outcome": "begun", "answer": "agreed", "way": "phone"}
    sent = {**right, **parts("held_on", today), "submission": str(uuid4()), **wrong}
    answer = browser_of(cast.consultant).post(url(name, case.pk), sent)
    assert answer.status_code == 422 and not PlanReview.objects.exists()
    assert not PlanGoal.objects.exists()


def test_a_closed_case_keeps_its_plan_as_it_is(cast: Cast, case: Case) -> None:
    goal = goal_of(cast, case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=timezone.now())
    for refused in (
        lambda: goal_of(cast, case),
        lambda: talked(cast, case),
        lambda: change_goal(goal=goal, version=1, words="x", by=cast.consultant),
    ):
        with pytest.raises(NotAllowed):
            refused()
    page = words(browser_of(cast.consultant), "case_plan", case.pk)
    assert GOAL in page and "Add a goal" not in page


def test_the_plan_asks_the_same_however_long_it_is(
    cast: Cast, case: Case, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(6):
        goal = goal_of(cast, case, f"Cel {number}")
        make_task(cast, case, goal=goal)
        talked(cast, case)
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(14):
        browser.get(url("case_plan", case.pk))


def test_programs_keep_a_plan(cast: Cast, case: Case) -> None:
    program, today = program_of(cast.consultant), timezone.localdate()
    address, goal, _tag = made(program, f"cases/{case.pk}/goals/", {"words": GOAL})
    one = f"plan-goals/{goal['id']}/"
    assert address.endswith(one) and goal["state"] == "open"
    assert ok(program.patch(one, {"words": "Chcę odpocząć."}, match='"1"'))["version"] == 2
    facts = {"kind": "task", "title": "Nocleg", "goal": goal["id"]}
    task = ok(program.post(f"cases/{case.pk}/tasks/", facts), 201)
    assert task["goal"] == goal["id"]
    nowhere = program.post(f"cases/{case.pk}/tasks/", {**facts, "goal": str(uuid4())})
    assert pointers(nowhere) == {"/goal"}
    assert ok(program.post(f"{one}reach/", {"words": "Tak."}, match='"2"'))["state"] == "reached"
    assert ok(program.post(f"{one}reopen/", {}, match='"3"'))["state"] == "open"
    assert ok(program.post(f"{one}give-up/", {}, match='"4"'))["state"] == "dropped"
    talk = {"held_on": str(today), "outcome": "begun", "answer": "agreed", "way": "phone"}
    talks = f"cases/{case.pk}/plan-talks/"
    assert ok(program.post(talks, talk), 201)["answer"] == "agreed"
    day = str(today + A_DAY)
    assert ok(program.post(f"{talks}next/", {"due_on": day}))["due_on"] == day
    assert len(ok(program.get(talks))["results"]) == 2
    foretold = program.post(talks, {**talk, "held_on": day})
    assert pointers(foretold) == {"/held_on"}
    partner = program_of(cast.partner_worker)
    for path in (f"cases/{case.pk}/goals/", talks, one):
        assert_problem(partner.get(path), 404)
