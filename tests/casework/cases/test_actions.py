"""Changing, annotating, settling and closing a case."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from casework.cases import closing
from casework.cases.actions import (
    add_note,
    change_case,
    close_case,
    reopen_need,
    settle_need,
    take_case,
)
from casework.cases.choices import CaseState, NeedState, UnmetReason
from casework.cases.models import Case, CaseNeed, Note, UnmetNeed
from casework.cases.refusal import NotAllowed
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast


def close(cast: Cast, case: Case, version: int = 1, answers: dict[UUID, str] | None = None) -> Case:
    """Close a case, all needs met unless said otherwise."""
    met = {one.pk: "met" for one in case.needs.all()}
    return close_case(
        case=case,
        version=version,
        submission=uuid4(),
        answers=met if answers is None else answers,
        how_it_ended="Osoba jest bezpieczna.",
        group=cast.centre.group,
        by=cast.consultant,
    )


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


def test_a_change_raises_the_version_and_is_recorded(cast: Cast) -> None:
    case = make_case(cast)
    changed = change_case(
        case=case, version=1, needs=[need(0)], urgency="urgent", by=cast.consultant
    )
    assert (changed.version, changed.urgency) == (2, "urgent")
    assert Case.objects.get(pk=case.pk).urgency == "urgent"
    assert "case.changed" in verbs()


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(cast: Cast) -> None:
    case = make_case(cast)
    change_case(case=case, version=1, needs=[need(0)], summary="pierwsza", by=cast.consultant)
    with pytest.raises(StaleObject):
        change_case(case=case, version=1, needs=[need(0)], summary="druga", by=cast.colleague)
    assert Case.objects.get(pk=case.pk).summary == "pierwsza"


def test_needs_are_added_and_those_nobody_worked_on_are_removed(cast: Cast) -> None:
    case = make_case(cast, needs=[need(0), need(1)])
    change_case(case=case, version=1, needs=[need(1), need(2)], by=cast.consultant)
    assert {one.need for one in case.needs.all()} == {need(1), need(2)}


def test_a_need_that_somebody_worked_on_stays(cast: Cast) -> None:
    case = make_case(cast)
    settle_need(need=case.needs.get(), answer="met", by=cast.consultant)
    with pytest.raises(NotAllowed, match="stays in the case"), override("en"):
        change_case(case=case, version=1, needs=[need(1)], by=cast.consultant)
    assert case.needs.get().need == need(0)


def test_a_note_sent_twice_is_one_note(cast: Cast) -> None:
    case = make_case(cast)
    note: dict[str, Any] = {
        "case": case,
        "text": "Notatka",
        "visibility": "own",
        "group": cast.centre.group,
    }
    submission = uuid4()
    first = add_note(submission=submission, by=cast.consultant, **note)
    again = add_note(submission=submission, by=cast.consultant, **note)
    assert first.pk == again.pk and Note.objects.count() == 1
    assert verbs().count("case.annotated") == 1
    with pytest.raises(NotAllowed):
        add_note(submission=submission, by=cast.colleague, **note)


@pytest.mark.parametrize("reason", UnmetReason)
def test_an_unmet_need_is_counted_with_its_reason(cast: Cast, reason: UnmetReason) -> None:
    one = make_case(cast).needs.get()
    settle_need(need=one, answer=reason, by=cast.consultant)
    assert CaseNeed.objects.get(pk=one.pk).state == NeedState.UNMET
    assert UnmetNeed.objects.get(case_need=one).reason == reason
    assert AuditEvent.objects.get(verb="need.unmet").details == {"reason": reason}


@pytest.mark.parametrize("answer", ["met", "dropped"])
def test_a_need_that_is_met_or_gone_is_not_counted_as_unmet(cast: Cast, answer: str) -> None:
    one = make_case(cast).needs.get()
    assert settle_need(need=one, answer=answer, by=cast.consultant).state == answer
    assert not UnmetNeed.objects.exists()
    with pytest.raises(NotAllowed):
        settle_need(need=one, answer="met", by=cast.consultant)


def test_a_mistake_about_a_need_is_taken_back_and_no_longer_counted(cast: Cast) -> None:
    one = make_case(cast).needs.get()
    settle_need(need=one, answer=UnmetReason.NO_SERVICE, by=cast.consultant)
    assert reopen_need(need=one, by=cast.consultant).state == NeedState.OPEN
    assert not UnmetNeed.objects.exists()


def test_a_need_that_is_with_a_partner_is_not_reopened(cast: Cast) -> None:
    one = make_case(cast).needs.get()
    CaseNeed.objects.filter(pk=one.pk).update(state=NeedState.REFERRED)
    with pytest.raises(NotAllowed):
        reopen_need(need=one, by=cast.consultant)


def test_closing_settles_the_needs_and_keeps_how_it_ended(cast: Cast) -> None:
    case = make_case(cast, needs=[need(0), need(1)])
    first, second = case.needs.all()
    closed = close(cast, case, answers={first.pk: "met", second.pk: "no_capacity"})
    assert closed.state == CaseState.CLOSED and closed.closed_at is not None
    assert [one.state for one in case.needs.all()] == [NeedState.MET, NeedState.UNMET]
    assert Note.objects.get(case=case).text == "Osoba jest bezpieczna."
    assert "case.closed" in verbs()


def test_a_need_without_an_answer_keeps_the_case_open(cast: Cast) -> None:
    case = make_case(cast, needs=[need(0), need(1)])
    with pytest.raises(NotAllowed):
        close(cast, case, answers={case.needs.all()[0].pk: "met"})
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN
    assert {one.state for one in case.needs.all()} == {NeedState.OPEN}


def test_what_another_room_still_has_open_keeps_the_case_open(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = closing.ClosingRule(lambda case: "Jeszcze nie.", lambda case, words, by: None)
    monkeypatch.setattr(closing, "_rules", {"test": rule})
    with pytest.raises(NotAllowed, match="Jeszcze nie"):
        close(cast, make_case(cast))


def test_two_people_closing_at_once_close_it_once(cast: Cast) -> None:
    case = make_case(cast)
    close(cast, case)
    with pytest.raises(StaleObject):
        close(cast, case)
    with pytest.raises(NotAllowed):
        close(cast, case, version=2)


@pytest.mark.parametrize(("language", "words"), [("en", "is closed"), ("pl", "jest zamknięta")])
def test_a_closed_case_is_not_changed(cast: Cast, language: str, words: str) -> None:
    case = make_case(cast)
    one = case.needs.get()
    close(cast, case)
    with override(language):
        for attempt in (
            lambda: change_case(case=case, version=2, needs=[need(0)], by=cast.consultant),
            lambda: take_case(case=case, instead_of=case.worker_id, by=cast.colleague),
            lambda: settle_need(need=one, answer="met", by=cast.consultant),
            lambda: reopen_need(need=one, by=cast.consultant),
        ):
            with pytest.raises(NotAllowed, match=words):
                attempt()


def test_a_closed_case_has_a_time_and_an_open_one_has_none(cast: Cast) -> None:
    case = make_case(cast)
    for facts in ({"state": "closed"}, {"closed_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="case_closed"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**facts)


def test_a_need_stands_once_in_a_case(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(IntegrityError, match="case_need_once"), transaction.atomic():
        CaseNeed.objects.create(case=case, need=need(0))
