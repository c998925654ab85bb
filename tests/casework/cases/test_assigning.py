"""Giving a case to somebody, and saying how urgent it is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils.translation import override

from casework.cases.actions import assign_case, close_case, set_urgency
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.cases.workers import workers_of
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.cases.situations import form_data, make_case, url
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def told(person: User) -> list[str]:
    """The kinds of what somebody was told."""
    return list(Notification.objects.filter(person=person).values_list("kind", flat=True))


def test_a_case_goes_from_one_worker_to_another_and_both_are_told(cast: Cast, case: Case) -> None:
    given = assign_case(case=case, worker=cast.colleague, by=cast.coordinator)
    assert given.worker == cast.colleague
    assert told(cast.colleague) == ["case-assigned"]
    assert told(cast.consultant) == ["case-taken-over"]
    [step] = case.steps.all()
    assert (step.kind, step.by) == ("assigned", cast.coordinator)
    assert AuditEvent.objects.filter(verb="case.assigned", subject_id=str(case.pk)).count() == 1


def test_giving_it_to_its_worker_again_changes_nothing(cast: Cast, case: Case) -> None:
    assign_case(case=case, worker=cast.consultant, by=cast.coordinator)
    assert not case.steps.exists() and not told(cast.consultant)


@pytest.mark.parametrize("who", ["partner_worker", "supervisor", "coordinator", "member"])
def test_nobody_gets_a_case_of_another_body_or_role(cast: Cast, case: Case, who: str) -> None:
    with pytest.raises(NotAllowed, match="does not work on cases of"):
        assign_case(case=case, worker=getattr(cast, who), by=cast.consultant)
    case.refresh_from_db()
    assert case.worker == cast.consultant


def test_somebody_who_left_gets_no_case(cast: Cast, case: Case) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        assign_case(case=case, worker=cast.colleague, by=cast.consultant)
    assert list(workers_of([cast.centre.group_id])) == [cast.consultant]


def test_a_closed_case_is_neither_given_nor_more_urgent(cast: Cast, case: Case) -> None:
    answers = {need.pk: "met" for need in case.needs.all()}
    close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers=answers,
        how_it_ended="Dobrze.",
        group=cast.centre.group,
        by=cast.consultant,
    )
    with pytest.raises(NotAllowed, match="closed"):
        assign_case(case=case, worker=cast.colleague, by=cast.consultant)
    with pytest.raises(NotAllowed, match="closed"):
        set_urgency(case=case, urgency="urgent", by=cast.consultant)


def test_whoever_writes_in_the_case_meanwhile_is_told_of_the_urgency(
    cast: Cast, case: Case
) -> None:
    typed = form_data(case, summary="Nowe słowa.")
    set_urgency(case=case, urgency="immediate", by=cast.colleague)
    answer = browser_of(cast.consultant).post(url("case_edit", case.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What the case says now" in page and "immediate: now" in page and "Nowe słowa." in page
    case.refresh_from_db()
    assert case.urgency == "immediate" and case.summary != "Nowe słowa."


def test_the_same_urgency_again_is_no_change(cast: Cast, case: Case) -> None:
    after = set_urgency(case=case, urgency=case.urgency, by=cast.consultant)
    assert after.version == 1
    assert not AuditEvent.objects.filter(verb="case.urgency_set").exists()


def test_an_urgency_that_does_not_exist_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        set_urgency(case=case, urgency="tomorrow", by=cast.consultant)
