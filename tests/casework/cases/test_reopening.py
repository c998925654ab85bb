"""Taking back the closing of a case: why, by whom, and what stands again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from casework.cases.actions import add_note, close_case, reopen_case
from casework.cases.choices import CaseState, NeedState, StepKind
from casework.cases.models import Case, CaseStep, Note, UnmetNeed
from casework.cases.refusal import NotAllowed
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, migrated_step, need, url, words
from tests.cast import Cast, browser_of

REASON = "Osoba zadzwoniła: groźby wróciły."


def closed_case(cast: Cast, **facts: Any) -> Case:
    """A case that the consultant closed; nobody could meet its first need."""
    case = make_case(cast, needs=[need(0), need(1)], **facts)
    first, second = case.needs.all()
    return close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers={first.pk: "no_capacity", second.pk: "met"},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
    )


@pytest.fixture
def case(cast: Cast) -> Case:
    return closed_case(cast)


def reopen(cast: Cast, case: Case, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "version": 2,
        "submission": uuid4(),
        "reason": REASON,
        "needs": [],
        "group": cast.centre.group,
        "by": cast.colleague,
    }
    return reopen_case(case=case, **{**given, **facts})


def test_a_case_is_open_again_with_its_worker_and_the_reason_is_kept(
    cast: Cast, case: Case
) -> None:
    opened = reopen(cast, case)
    assert (opened.state, opened.closed_at, opened.version) == (CaseState.OPEN, None, 3)
    assert opened.worker == cast.consultant
    step = CaseStep.objects.get(kind=StepKind.REOPENED)
    assert (step.by, step.group) == (cast.colleague, cast.centre.group)
    assert step.note is not None and step.note.text == REASON
    event = AuditEvent.objects.get(verb="case.reopened")
    assert (event.actor_id, event.subject_id) == (cast.colleague.pk, str(case.pk))
    assert REASON not in str(event.details)


def test_only_the_needs_that_were_named_are_open_again(cast: Cast, case: Case) -> None:
    first, _second = case.needs.all()
    assert UnmetNeed.objects.filter(case_need=first).exists()
    reopen(cast, case, needs=[first.pk])
    assert [one.state for one in case.needs.all()] == [NeedState.OPEN, NeedState.MET]
    assert not UnmetNeed.objects.exists()


def test_a_case_that_is_not_closed_is_not_reopened(cast: Cast) -> None:
    with override("pl"), pytest.raises(NotAllowed, match="nie jest zamknięta"):
        reopen(cast, make_case(cast), version=1)


def test_the_second_of_two_people_is_told(cast: Cast, case: Case) -> None:
    reopen(cast, case)
    with pytest.raises(StaleObject):
        reopen(cast, case, reason="Ja też.")
    assert Note.objects.filter(step__kind=StepKind.REOPENED).count() == 1


def test_the_same_form_sent_twice_reopens_once(cast: Cast, case: Case) -> None:
    submission = uuid4()
    first = reopen(cast, case, submission=submission)
    again = reopen(cast, case, submission=submission)
    assert first.version == again.version == 3
    assert AuditEvent.objects.filter(verb="case.reopened").count() == 1


def test_who_has_left_works_on_it_no_more(cast: Cast, case: Case) -> None:
    User.objects.filter(pk=cast.consultant.pk).update(is_active=False)
    assert reopen(cast, case).worker is None


def test_who_changed_to_another_body_works_on_it_no_more(cast: Cast, case: Case) -> None:
    cast.consultant.memberships.update(group=cast.partner.group)
    assert reopen(cast, case).worker is None


def test_a_case_that_the_coordinator_leads_is_coordinated_again(cast: Cast) -> None:
    case = closed_case(cast, lead=cast.coordinating, by=cast.coordinator)
    opened = reopen(cast, case, group=cast.coordinating.group, by=cast.coordinator)
    assert opened.state == CaseState.COORDINATED


def test_a_case_closed_before_steps_were_kept_gets_one_from_the_note(
    cast: Cast, case: Case
) -> None:
    closing = Note.objects.get()
    CaseStep.objects.all().delete()
    said: dict[str, Any] = {"case": case, "visibility": "everybody", "by": cast.colleague}
    for text in ("Za wcześnie.", "Po zamknięciu."):
        add_note(submission=uuid4(), text=text, group=cast.partner.group, **said)
    long_ago = closing.created_at - timedelta(days=1)
    Note.objects.filter(pk=Note.objects.all()[1].pk).update(created_at=long_ago)
    make_case(cast)
    for _ in range(2):  # replayed, it changes nothing
        step = migrated_step()
        assert (step.case, step.kind, step.at) == (case, StepKind.CLOSED, closing.created_at)
        assert (step.note, step.by, step.group) == (closing, cast.consultant, cast.centre.group)
    page = words(browser_of(cast.consultant), "case", case.pk)
    assert page.count("Case closed") == page.count("Koniec.") == 1


def test_a_case_closed_without_a_note_gets_its_step_too(cast: Cast, case: Case) -> None:
    Note.objects.all().delete()
    CaseStep.objects.all().delete()
    for _ in range(2):
        step = migrated_step()
        assert (step.case, step.at, step.note) == (case, case.closed_at, None)
        assert step.by is None and step.group is None
    assert "Case closed" in words(browser_of(cast.consultant), "case", case.pk)


# The page


def sent(**changes: Any) -> dict[str, Any]:
    return {"version": "2", "submission": str(uuid4()), "reason": REASON, **changes}


def test_the_page_reopens_and_the_history_says_why(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    assert url("case_reopen", case.pk) in words(browser, "case", case.pk)
    first = case.needs.all()[0]
    page = words(browser, "case_reopen", case.pk)
    assert f"{first} (unmet)" in page
    data = sent(needs=[str(first.pk)])
    page = browser.post(url("case_reopen", case.pk), data, follow=True).content.decode()
    assert "The case is open again." in page
    assert page.index("Case reopened") < page.index(REASON) < page.index("Case closed")
    assert page.index("Case closed") < page.index("Koniec.")
    assert "consultant person, Ośrodek kryzysowy" in page
    assert "Close the case" in page and "Reopen the case" not in page
    first.refresh_from_db()
    assert first.state == NeedState.OPEN


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "partner_worker", "stranger"])
def test_only_who_leads_or_closed_it_reopens(cast: Cast, case: Case, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(url("case_reopen", case.pk)).status_code == 404
    assert browser.post(url("case_reopen", case.pk), sent()).status_code == 404
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


def test_an_open_case_is_not_offered_to_be_reopened(cast: Cast) -> None:
    case = make_case(cast)
    browser = browser_of(cast.consultant)
    assert "Reopen the case" not in words(browser, "case", case.pk)
    page = browser.get(url("case_reopen", case.pk), follow=True).content.decode()
    assert "This case is not closed" in page


def test_pressed_twice_it_is_reopened_once(cast: Cast, case: Case) -> None:
    browser, data = browser_of(cast.consultant), sent()
    for _ in range(2):
        assert browser.post(url("case_reopen", case.pk), data).status_code == 302
    assert CaseStep.objects.filter(kind=StepKind.REOPENED).count() == 1


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Somebody changed this"), ("pl", "Ktoś zmienił to")]
)
def test_the_second_person_keeps_the_words(
    cast: Cast, case: Case, language: str, told: str
) -> None:
    reopen(cast, case)
    browser, address = browser_of(cast.consultant), url("case_reopen", case.pk, language=language)
    answer = browser.post(address, sent(reason="Moje słowa."))
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and "Moje słowa." in page
    assert 'name="version" value="3"' in page
    answer = browser.post(address, sent(reason="Moje słowa.", version="3"))
    assert answer.status_code == 422 and "Moje słowa." in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "\x00"},
        {"reason": "a" * 20_001},
        {"version": "x"},
        {"needs": ["x"]},
        {"needs": [str(uuid4())]},
    ],
)
def test_what_cannot_be_taken_is_told(cast: Cast, case: Case, wrong: dict[str, Any]) -> None:
    answer = browser_of(cast.consultant).post(url("case_reopen", case.pk), sent(**wrong))
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


@pytest.mark.parametrize("version", ["", "x", "9" * 40])
def test_what_is_unseen_and_spoilt_stops_nobody(cast: Cast, case: Case, version: str) -> None:
    browser, address = browser_of(cast.consultant), url("case_reopen", case.pk)
    answer = browser.post(address, sent(version=version, submission="1234"))
    assert answer.status_code == 422 and REASON in answer.content.decode()
    form = answer.context["form"]
    assert list(form.errors) == ["__all__"]
    again = {name: form[name].value() for name in ("reason", "version", "submission")}
    assert browser.post(address, again).status_code == 302
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN


def test_the_pages_ask_little(
    cast: Cast, case: Case, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(10):
        browser.get(url("case_reopen", case.pk))
    other = make_case(cast, by=cast.colleague)
    with django_assert_max_num_queries(8):
        browser.get(url("case_take", other.pk))


def test_closing_reopening_and_closing_again_is_all_in_the_history(cast: Cast, case: Case) -> None:
    opened = reopen(cast, case)
    close_case(
        case=opened,
        version=3,
        submission=uuid4(),
        answers={},
        how_it_ended="Teraz naprawdę koniec.",
        group=cast.centre.group,
        by=cast.colleague,
    )
    page = words(browser_of(cast.consultant), "case", case.pk)
    assert page.count("Case closed") == 2 and page.count("Case reopened") == 1
    assert "Teraz naprawdę koniec." in page and "Koniec." in page
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
