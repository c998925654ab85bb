"""Every page of the cases' and the referrals' rooms: no link and no form leads nowhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from casework.cases.actions import close_case
from casework.cases.actions.people import add_person
from casework.cases.actions.plan import add_goal
from casework.cases.actions.restricting import break_glass, restrict_case
from casework.cases.models import Case
from casework.cases.urls import staff_urlpatterns as of_cases
from casework.referrals.actions import note_conflict
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.referrals.urls import staff_urlpatterns as of_referrals
from ostoja.accounts.models import User
from tests.casework.cases.consenting import consented
from tests.casework.cases.situations import make_case, need, url
from tests.casework.cases.task_situations import make_task
from tests.casework.referrals.outside_bodies import ask
from tests.casework.referrals.situations import (
    coordinated_case,
    draft,
    in_state,
    make_service,
)
from tests.cast import Cast, browser_of
from tests.isolation.case_rows import make_case_list

NOWHERE = re.compile(r'(?:href|action|formaction|src)="\s*(?:None)?"')
ONLY_POSTED = {"people_alike", "case_release", "referral_acknowledge"}
ONLY_POSTED |= {"referral_link", "referral_send_on", "case_list_remove", "case_separate"}
OF_ONE_SESSION = {"case_found"}
FILES = {"unmet_needs_file", "referral_letter", "case_outside_letter"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one situation, as one person opens it; ``sends`` what makes it come back."""

    name: str
    address: str
    person: User
    sends: dict[str, str] | None = None


def closed_case(cast: Cast) -> Case:
    case = make_case(cast)
    return close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
    )


def pages_of_cases(cast: Cast) -> Iterator[Page]:
    case, coordinated, closed = make_case(cast), coordinated_case(cast), closed_case(cast)
    for name in ("cases", "case_new"):
        yield Page(name, url(name), cast.consultant, {} if name == "case_new" else None)
    for shown in (case, coordinated, closed):
        for person in (cast.consultant, cast.colleague, cast.supervisor):
            yield Page("case", url("case", shown.pk), person)
    for name in ("case_edit", "case_note", "case_close"):
        yield Page(name, url(name, case.pk), cast.consultant, {})
    yield Page("case_reopen", url("case_reopen", closed.pk), cast.consultant, {})
    yield Page("case_search", url("case_search"), cast.consultant, {})
    yield Page("case_take", url("case_take", case.pk), cast.colleague, {})
    yield Page("unmet_needs", url("unmet_needs"), cast.coordinator)
    yield Page("consent_new", url("consent_new", case.pk), cast.consultant, {})
    consent = url("consent_withdraw", case.pk, consented(cast, case).pk)
    yield Page("consent_withdraw", consent, cast.consultant)
    yield Page("case", url("case", case.pk), cast.consultant)
    yield from pages_of_lists_and_doubles(cast, case)
    yield from pages_of_tasks(cast, case)
    yield from pages_of_records(cast, case)
    yield from pages_of_plans(cast, case)
    yield Page("case_follow_up", url("case_follow_up", closed.pk), cast.consultant, {})
    settling = url("need_settle", case.pk, case.needs.get().pk)
    yield Page("need_settle", settling, cast.consultant, {})


def pages_of_lists_and_doubles(cast: Cast, case: Case) -> Iterator[Page]:
    kept = make_case_list("Pilne", by=cast.consultant)
    yield Page("case_list_new", url("case_list_new"), cast.consultant, {})
    yield Page("case_list_edit", url("case_list_edit", kept.pk), cast.consultant, {})
    together = f"{url('cases_together', 'give')}?case={case.pk}"
    yield Page("cases_together", together, cast.consultant)
    yield Page("case_numbering", url("case_numbering"), cast.administrator, {})
    other = make_case(cast)
    yield Page("case_merge", url("case_merge", case.pk), cast.consultant, {})
    yield Page("case_merge_with", url("case_merge_with", case.pk, other.pk), cast.consultant)
    hidden = make_case(cast)
    yield Page("case_restrict", url("case_restrict", hidden.pk), cast.consultant, {})
    facts: dict[str, Any] = {
        "named": [cast.consultant],
        "excluded": [],
        "reason": "Rodzina pracownika.",
    }
    restrict_case(case=hidden, version=hidden.version, by=cast.consultant, **facts)
    yield Page("restricted_cases", url("restricted_cases"), cast.officer)
    opening = url("restricted_case_open", hidden.pk)
    yield Page("restricted_case_open", opening, cast.officer, {})
    break_glass(submission=uuid4(), case=hidden, reason="Skarga osoby.", by=cast.officer)
    yield Page("restricted_case", url("restricted_case", hidden.pk), cast.officer)


def pages_of_records(cast: Cast, case: Case) -> Iterator[Page]:
    for name in ("case_phase", "case_print"):
        yield Page(name, url(name, case.pk), cast.consultant, {})
    yield Page("case_story", url("case_story", case.pk), cast.consultant)
    required = url("case_requirement", case.pk, "first_assessment")
    yield Page("case_requirement", required, cast.consultant, {})
    yield Page("case_person_new", url("case_person_new", case.pk), cast.consultant, {})
    facts: dict[str, Any] = {"name": "Zmyślona siostra", "role": "other"}
    somebody = add_person(submission=uuid4(), case=case, by=cast.consultant, **facts)
    for name in ("case_person", "case_person_edit", "case_person_remove"):
        sends: dict[str, str] | None = {} if name == "case_person_edit" else None
        yield Page(name, url(name, somebody.pk), cast.consultant, sends)


def pages_of_plans(cast: Cast, case: Case) -> Iterator[Page]:
    goal = add_goal(submission=uuid4(), case=case, words="Chcę spać.", by=cast.consultant)
    yield Page("case_plan", url("case_plan", case.pk), cast.consultant)
    for name in ("plan_goal_new", "plan_review_hold", "plan_review_set"):
        yield Page(name, url(name, case.pk), cast.consultant, {})
    yield Page("plan_goal_edit", url("plan_goal_edit", goal.pk), cast.consultant, {})
    yield Page("plan_goal_move", url("plan_goal_move", goal.pk, "reached"), cast.consultant)


def pages_of_tasks(cast: Cast, case: Case) -> Iterator[Page]:
    task = make_task(cast, case)
    yield Page("my_tasks", url("my_tasks"), cast.consultant)
    yield Page("case_task_new", url("case_task_new", case.pk, "task"), cast.consultant, {})
    for name in ("case_task", "case_task_edit"):
        sends: dict[str, str] | None = {} if name == "case_task_edit" else None
        yield Page(name, url(name, task.pk), cast.consultant, sends)
    yield Page("case_task_move", url("case_task_move", task.pk, "cancelled"), cast.consultant, {})


def pages_of_referrals(cast: Cast) -> Iterator[Page]:
    two_needs, one_need = (coordinated_case(cast, needs=[need(0), need(1)]), coordinated_case(cast))
    service = make_service(cast, one_need)
    by, uncoordinated = cast.coordinator, make_case(cast)
    yield Page("case_refer", url("case_refer", two_needs.pk), by)
    yield Page("case_refer", url("case_refer", one_need.pk), by)
    yield Page("case_refer", url("case_refer", one_need.pk, service=service.pk), by, {})
    yield Page("case_transfer", url("case_transfer", one_need.pk), by, {})
    yield Page("case_hand_over", url("case_hand_over", uncoordinated.pk), cast.consultant, {})
    for kind in Kind:
        one = draft(cast, kind)
        writer = cast.consultant if kind == Kind.HANDOVER else by
        yield Page("referral_edit", url("referral_edit", one.pk), writer, {})
    yield from pages_of_steps(cast)
    why_not = url("case_refer_why_not", one_need.pk, one_need.needs.get().pk)
    yield Page("case_refer_why_not", why_not, by)
    yield from pages_around_referrals(cast, one_need)
    yield Page("referral_rules", url("referral_rules"), cast.administrator, {})
    for name in ("referrals", "referral_workflow"):
        yield Page(name, url(name), by)


def pages_around_referrals(cast: Cast, case: Case) -> Iterator[Page]:
    by = cast.coordinator
    yield Page("case_outside_new", url("case_outside_new", case.pk), by, {})
    yield Page("conflict_new", url("conflict_new", case.pk), by, {})
    facts: dict[str, Any] = {"organisation": cast.partner, "kind": "other", "reason": "Zmyślony."}
    conflict = note_conflict(submission=uuid4(), case=case, by=by, **facts)
    yield Page("conflict_lift", url("conflict_lift", case.pk, conflict.pk), by)
    accepted = in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    meeting = url("referral_appointment", accepted.pk)
    yield Page("referral_appointment", meeting, cast.partner_worker, {})
    asked = ask(cast, make_case(cast))
    outside = url("case_outside", asked.case_id, asked.pk)
    yield Page("case_outside", outside, cast.consultant, {})


def pages_of_steps(cast: Cast) -> Iterator[Page]:
    for kind in Kind:
        receiver = cast.coordinator if kind == Kind.HANDOVER else cast.partner_worker
        for state in (State.SENT, State.ACCEPTED, State.DECLINED):
            one: Referral = in_state(cast, kind, state)
            for person in (receiver, cast.consultant, cast.coordinator):
                yield Page("referral", url("referral", one.pk), person)
        one = in_state(cast, kind, State.SENT)
        for to in ("accepted", "declined"):
            yield Page("referral_move", url("referral_move", one.pk, to), receiver, {})
    one = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    address = url("referral_move", one.pk, "declined")  # says that it is not possible now
    yield Page("referral_move", address, cast.partner_worker)


def visited(pages: Iterator[Page]) -> set[str]:
    """Open each, and where it has a form send it empty so that it comes back with errors."""
    names = set()
    for page in pages:
        browser = browser_of(page.person)
        answers = [browser.get(page.address)]
        if page.sends is not None:
            answers.append(browser.post(page.address, page.sends))
        for answer in answers:
            text = answer.content.decode()
            assert answer.status_code in {200, 409, 422}, page
            assert not NOWHERE.findall(text), page
        names.add(page.name)
    return names


@pytest.mark.parametrize(
    ("pages", "patterns"),
    [(pages_of_cases, of_cases), (pages_of_referrals, of_referrals)],
    ids=["cases", "referrals"],
)
def test_no_link_of_the_room_leads_nowhere(
    cast: Cast, pages: Callable[[Cast], Iterator[Page]], patterns: list[object]
) -> None:
    names = {pattern.name for pattern in patterns}  # type: ignore[attr-defined]
    assert visited(pages(cast)) == names - ONLY_POSTED - OF_ONE_SESSION - FILES


def test_no_link_of_what_was_found_leads_nowhere(cast: Cast) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    answer = browser.post(url("case_search"), {"words": case.number}, follow=True)
    page = answer.content.decode()
    assert url("case", case.pk) in page and not NOWHERE.findall(page)


@pytest.mark.parametrize("name", ["case_note", "case_hand_over"])
def test_cancel_leads_back_to_the_case(cast: Cast, name: str) -> None:
    case = make_case(cast)
    page = browser_of(cast.consultant).get(url(name, case.pk)).content.decode()
    [cancel] = re.findall(r'href="([^"]*)">Cancel</a>', page)
    assert cancel == url("case", case.pk)


def test_cancel_of_a_step_leads_back_to_the_referral(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    page = browser_of(cast.partner_worker).get(url("referral_move", one.pk, "declined"))
    [cancel] = re.findall(r'href="([^"]*)">Cancel</a>', page.content.decode())
    assert cancel == url("referral", one.pk)
