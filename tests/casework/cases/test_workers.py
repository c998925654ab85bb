"""Who works on a case: taking it, taking it over knowingly, giving it back."""

from collections import Counter
from uuid import uuid4

import pytest
from django.utils.translation import override

from casework.cases.actions import release_case, take_case
from casework.cases.handover import CASES
from casework.cases.models import Case, CaseStep
from casework.cases.refusal import NotAllowed
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.test_races import AT_ONCE, all_at_once, prepared
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def worker_of(case: Case) -> User | None:
    return Case.objects.get(pk=case.pk).worker


def nobodys(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(worker=None)
    case.refresh_from_db()
    return case


def test_a_case_is_taken_and_given_back(cast: Cast, case: Case) -> None:
    taken = take_case(case=nobodys(case), instead_of=None, by=cast.colleague)
    assert taken.worker == cast.colleague
    assert release_case(case=case, by=cast.administrator).worker is None
    steps = [(step.kind, step.by, step.group) for step in CaseStep.objects.all()]
    group = cast.centre.group
    assert steps == [
        ("taken", cast.colleague, group),
        ("released", cast.administrator, group),
    ]
    verbs = AuditEvent.objects.filter(subject_id=str(case.pk)).values_list("verb", flat=True)
    assert {"case.taken", "case.released"} <= set(verbs)


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "consultant person works on this case now."), ("pl", "prowadzi teraz consultant")],
)
def test_a_second_person_displaces_nobody_unknowingly(
    cast: Cast, case: Case, language: str, told: str
) -> None:
    with override(language), pytest.raises(NotAllowed, match=told):
        take_case(case=case, instead_of=None, by=cast.colleague)
    with pytest.raises(NotAllowed):
        take_case(case=case, instead_of=cast.supervisor.pk, by=cast.colleague)
    assert worker_of(case) == cast.consultant
    assert not AuditEvent.objects.filter(verb="case.taken").exists()
    assert not CaseStep.objects.exists()


def test_one_takes_over_from_whom_one_saw_and_from_nobody(cast: Cast, case: Case) -> None:
    take_case(case=case, instead_of=cast.consultant.pk, by=cast.colleague)
    event = AuditEvent.objects.get(verb="case.taken")
    assert event.details == {"before": str(cast.consultant.pk)}
    nobodys(case)
    assert take_case(case=case, instead_of=cast.colleague.pk, by=cast.consultant).worker


def test_taking_twice_is_taking_once(cast: Cast, case: Case) -> None:
    nobodys(case)
    for _ in range(2):
        take_case(case=case, instead_of=None, by=cast.colleague)
    assert CaseStep.objects.count() == 1
    assert AuditEvent.objects.filter(verb="case.taken").count() == 1


def test_of_eight_who_take_a_case_at_once_one_does(committed_database: str) -> None:
    cast, case = prepared()
    with entered("gdansk"):
        nobodys(case)

    def take(number: int) -> str:
        by = (cast.consultant, cast.colleague)[number % 2]
        try:
            return str(take_case(case=case, instead_of=None, by=by).worker_id)
        except NotAllowed:
            return "told"

    results = Counter(str(one) for one in all_at_once(take))
    assert results["told"] == AT_ONCE // 2 and len(results) == 2
    with entered("gdansk"):
        assert CaseStep.objects.count() == 1


# The page


@pytest.mark.parametrize(
    ("language", "told", "button"),
    [
        ("en", "consultant person works on this case now.", "Take over the case"),
        ("pl", "Tę sprawę prowadzi teraz consultant person.", "Przejmij sprawę"),
    ],
)
def test_who_presses_on_an_old_page_is_told_and_may_take_over_knowingly(
    cast: Cast, case: Case, language: str, told: str, button: str
) -> None:
    browser = browser_of(cast.colleague)
    address = url("case_take", case.pk, language=language)
    answer = browser.post(address, {"instead_of": ""})
    page = answer.content.decode()
    assert answer.status_code == 409 and told in page and button in page
    assert f'name="instead_of" value="{cast.consultant.pk}"' in page
    assert worker_of(case) == cast.consultant
    assert browser.post(address, {"instead_of": str(cast.consultant.pk)}).status_code == 302
    assert worker_of(case) == cast.colleague


def test_the_case_offers_to_take_over_and_asks_first(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.colleague)
    assert url("case_take", case.pk) in words(browser, "case", case.pk)
    page = words(browser, "case_take", case.pk)
    assert "consultant person works on this case now." in page
    assert f'name="instead_of" value="{cast.consultant.pk}"' in page
    assert worker_of(case) == cast.consultant


def test_the_history_says_who_took_it_over_to_those_who_lead(cast: Cast, case: Case) -> None:
    take_case(case=case, instead_of=cast.consultant.pk, by=cast.colleague)
    page = words(browser_of(cast.consultant), "case", case.pk)
    assert "Case taken over by a worker" in page


@pytest.mark.parametrize("sent", [{}, {"instead_of": "x"}, {"instead_of": "\x00"}])
def test_strange_answers_take_nothing(cast: Cast, case: Case, sent: dict[str, str]) -> None:
    browser_of(cast.colleague).post(url("case_take", case.pk), sent)
    assert worker_of(case) == cast.consultant


def test_ones_own_case_is_given_back_to_the_team(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    assert "Give back to the team" in words(browser, "case", case.pk)
    assert browser.get(url("case_release", case.pk)).status_code == 405
    page = browser.post(url("case_release", case.pk), follow=True).content.decode()
    assert "The case is back with the team." in page and "Take the case" in page
    assert worker_of(case) is None


def test_nobody_gives_back_the_case_of_a_colleague(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.colleague)
    assert "Give back to the team" not in words(browser, "case", case.pk)
    page = browser.post(url("case_release", case.pk), follow=True).content.decode()
    assert "consultant person works on this case now." in page
    assert worker_of(case) == cast.consultant


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "partner_worker", "stranger"])
@pytest.mark.parametrize("name", ["case_take", "case_release"])
def test_only_the_leads_people_take_and_give_back(
    cast: Cast, case: Case, who: str, name: str
) -> None:
    browser = browser_of(getattr(cast, who))
    for pk in (case.pk, uuid4()):
        assert browser.post(url(name, pk)).status_code == 404


# When a person leaves


def left_alone(case: Case) -> bool:
    return AuditEvent.objects.filter(verb="case.kept", subject_id=str(case.pk)).exists()


def test_a_case_that_a_colleague_took_in_that_moment_stays_with_them(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of the leaving person's cases was read just before the colleague took it."""
    monkeypatch.setattr("casework.cases.handover.worked_on_by", lambda user: [case])
    Case.objects.filter(pk=case.pk).update(worker=cast.colleague)
    CASES.hand_over(cast.consultant, cast.administrator)
    assert worker_of(case) == cast.colleague
    assert left_alone(case) and not CaseStep.objects.exists()


def test_a_case_closed_in_that_moment_keeps_its_worker(cast: Cast, case: Case) -> None:
    now = {"state": "closed", "closed_at": case.opened_at}
    Case.objects.filter(pk=case.pk).update(**now)
    release_case(case=case, by=cast.administrator, held_by=cast.consultant)
    assert worker_of(case) == cast.consultant and left_alone(case)
