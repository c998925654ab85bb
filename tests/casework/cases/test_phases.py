"""What each phase of a case requires, and moving from one to another."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from casework.cases import phases
from casework.cases.actions.phases import mark_requirement, move_phase
from casework.cases.choices import StepKind
from casework.cases.models import Case, PhaseMark
from casework.cases.phase_selectors import missing, standing_of
from casework.cases.refusal import NotAllowed
from casework.partners.choices import Phase
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.task_situations import share
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def mark(cast: Cast, case: Case, key: str, kind: str = "done", words: str = "") -> PhaseMark:
    facts: dict[str, Any] = {"group": cast.centre.group, "by": cast.consultant}
    return mark_requirement(submission=uuid4(), case=case, key=key, kind=kind, words=words, **facts)


def move(cast: Cast, case: Case, to: str, reason: str = "", **facts: Any) -> Case:
    given: dict[str, Any] = {
        "version": case.version,
        "submission": uuid4(),
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return move_phase(case=case, to=to, reason=reason, **{**given, **facts})


def gaps(case: Case) -> set[str]:
    return {one.requirement.key for one in missing(standing_of(case))}


def test_the_table_is_whole() -> None:
    assert set(phases.PHASES) == set(Phase)
    keys = [row.key for rows in phases.PHASES.values() for row in rows]
    assert len(keys) == len(set(keys)) and set(keys) > phases.SEEN_ALONE
    for row in phases.BY_KEY.values():
        assert str(row.words) and str(row.why)
        if row.page and row.page != "need_settle":
            assert reverse(row.page, args=[uuid4()])
    with pytest.raises(KeyError):
        phases.register("nonsense", lambda case: True)
    with pytest.raises(NoReverseMatch):
        reverse("case_requirement", args=[uuid4()])


def test_what_the_case_shows_needs_no_confirming(cast: Cast, case: Case) -> None:
    assert gaps(case) == {
        "first_assessment",
        "safety_talk",
        "needs_taken_up",
        "plan",
    }
    with pytest.raises(NotAllowed):
        mark(cast, case, "worker_named")
    with pytest.raises(NotAllowed):
        mark(cast, case, "nonsense")


def test_what_was_done_is_confirmed_and_the_last_word_counts(cast: Cast, case: Case) -> None:
    mark(cast, case, "first_assessment")
    assert "first_assessment" not in gaps(case)
    with pytest.raises(NotAllowed):
        mark(cast, case, "first_assessment", "open")
    mark(cast, case, "first_assessment", "open", "Rozmowę przerwano.")
    assert "first_assessment" in gaps(case)
    assert AuditEvent.objects.filter(verb="phase.open").count() == 1


def test_the_person_may_say_no_where_that_is_an_answer(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed):
        mark(cast, case, "first_assessment", "refused", "Nie chce.")
    with pytest.raises(NotAllowed):
        mark(cast, case, "plan", "refused")
    mark(cast, case, "plan", "refused", "Woli działać sama.")
    assert "plan" not in gaps(case)


def test_the_same_form_twice_is_one_mark(cast: Cast, case: Case) -> None:
    facts: dict[str, Any] = {"group": cast.centre.group, "by": cast.consultant}
    submission = uuid4()
    for _ in range(2):
        mark_requirement(
            submission=submission, case=case, key="plan", kind="done", words="", **facts
        )
    assert PhaseMark.objects.count() == 1


def test_another_room_may_see_it_by_itself(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phases, "_seen", {**phases._seen})
    phases.register("plan", lambda case: True)
    assert "plan" not in gaps(case)


def test_moving_on_with_a_gap_needs_a_reason(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed):
        move(cast, case, "post_intervention")
    moved = move(cast, case, "post_intervention", "Osoba wyjeżdża.")
    assert moved.phase == Phase.POST_INTERVENTION and moved.version == 2
    step = moved.steps.get(kind=StepKind.PHASE)
    assert step.note and step.note.text == "Osoba wyjeżdża."
    details = AuditEvent.objects.get(verb="case.phase_moved").details
    assert details["to"] == "post_intervention" and "plan" in details["missing"]


def test_moving_on_without_a_gap_needs_none(cast: Cast) -> None:
    case = make_case(cast, phase="prevention")
    for key in ("told_where_to_turn", "activity_offered"):
        mark(cast, case, key)
    moved = move(cast, case, "intervention")
    assert moved.steps.get(kind=StepKind.PHASE).note is None


def test_going_back_needs_a_reason_and_staying_is_no_move(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed):
        move(cast, case, "intervention", "Bez zmian.")
    with pytest.raises(NotAllowed):
        move(cast, case, "prevention")
    assert move(cast, case, "prevention", "Pomyłka.").phase == Phase.PREVENTION


def test_a_move_sent_twice_or_over_a_change_is_told(cast: Cast, case: Case) -> None:
    submission = uuid4()
    for _ in range(2):
        move(cast, case, "post_intervention", "Dalej.", submission=submission)
    assert case.steps.filter(kind=StepKind.PHASE).count() == 1
    with pytest.raises(StaleObject):
        move(cast, case, "prevention", "Wstecz.", version=1)


# Pages


def test_the_page_of_the_case_names_what_is_missing(
    cast: Cast, case: Case, browser: Client
) -> None:
    page = words(browser, "case", case.pk)
    assert "4 things are missing" in page and "Safety was talked over" in page
    assert url("case_requirement", case.pk, "first_assessment") in page
    assert url("need_settle", case.pk, case.needs.get().pk) in page


def test_partners_see_nothing_of_phases(cast: Cast, case: Case) -> None:
    share(cast, case)
    partner = browser_of(cast.partner_worker)
    assert "Safety was talked over" not in words(partner, "case", case.pk)
    assert partner.get(url("case_phase", case.pk)).status_code == 404
    assert partner.get(url("case_requirement", case.pk, "plan")).status_code == 404


def test_it_is_confirmed_on_its_page(case: Case, browser: Client) -> None:
    address = url("case_requirement", case.pk, "plan")
    page = words(browser, "case_requirement", case.pk, "plan")
    assert "missing" in page and "not wanted" in page
    assert browser.post(address, {}).status_code == 422
    answer = browser.post(address, {"kind": "refused"})
    assert answer.status_code == 422 and "Say why" in answer.content.decode()
    sent = {"kind": "refused", "words": "Woli działać sama."}
    page = browser.post(address, sent, follow=True).content.decode()
    assert "Woli działać sama." in page and "3 things are missing" in page
    assert "open again" in words(browser, "case_requirement", case.pk, "plan")


@pytest.mark.parametrize("key", ["worker_named", "nonsense", "support_nearby"])
def test_what_needs_no_confirming_has_no_page(case: Case, browser: Client, key: str) -> None:
    assert browser.get(url("case_requirement", case.pk, key)).status_code == 404


def test_the_case_is_moved_on_its_page(case: Case, browser: Client) -> None:
    address = url("case_phase", case.pk)
    assert "This is missing" in words(browser, "case_phase", case.pk)
    sent = {"to": "post_intervention", "version": "1", "submission": str(uuid4())}
    answer = browser.post(address, sent)
    assert answer.status_code == 422 and "although something is missing" in answer.content.decode()
    answer = browser.post(address, {**sent, "to": "prevention"})
    assert answer.status_code == 422 and "goes back" in answer.content.decode()
    sent["reason"] = "Osoba wyjeżdża."
    page = browser.post(address, sent, follow=True).content.decode()
    assert "Case moved to the phase: post-intervention" in page and "Osoba wyjeżdża." in page
    answer = browser.post(address, {**sent, "to": "prevention", "submission": str(uuid4())})
    assert answer.status_code == 422 and "Somebody changed this" in answer.content.decode()


def test_changing_the_case_leaves_its_phase_alone(case: Case, browser: Client) -> None:
    assert 'name="phase"' not in words(browser, "case_edit", case.pk)


def test_a_closed_case_moves_nowhere(cast: Cast, case: Case, browser: Client) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at="2026-01-01T12:00Z")
    for name in (("case_phase", case.pk), ("case_requirement", case.pk, "plan")):
        assert browser.get(url(*name)).status_code == 302
    assert "things are missing" not in words(browser, "case", case.pk)
    sent = {"to": "prevention", "reason": "Nie.", "version": "1"}
    assert browser.post(url("case_phase", case.pk), sent).status_code == 422
    sent = {"kind": "done"}
    assert browser.post(url("case_requirement", case.pk, "plan"), sent).status_code == 422
