"""What a case's course gives to a copy, what is left out of it, and what erasing takes along."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.cases.models import (
    Case,
    CaseClosing,
    CaseNeed,
    CasePerson,
    CaseStep,
    FollowUp,
    PhaseMark,
    PlanGoal,
    PlanReview,
)
from casework.referrals.models import Conflict, OutsideReferral
from ostoja.privacy.requests.actions import make_copy
from ostoja.privacy.requests.choices import RequestKind, RequestState
from ostoja.privacy.requests.document import Wish
from ostoja.privacy.requests.erasing import Choice, decide
from ostoja.privacy.requests.models import PersonExport
from ostoja.privacy.requests.tasks import erase
from tests.cast import Cast
from tests.platform.ostoja.privacy.requests.situations import asked, told_case

OF_THE_PERSON = (PlanGoal, PlanReview, PhaseMark, CaseStep, CaseClosing, FollowUp, OutsideReferral)
OF_OTHERS = (CasePerson, Conflict)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A closed case with a plan, phases, an end, somebody around, and a body outside."""
    case, group = told_case(cast), cast.centre.group
    ids = {"case": case, "submission": uuid4()}
    PlanGoal.objects.create(**ids, words="Własne mieszkanie")
    PlanReview.objects.create(**ids, due_on=date(2026, 12, 1), words="O mieszkaniu")
    PhaseMark.objects.create(
        **ids, key="safety_talk", kind="refused", words="Woli później", group=group
    )
    step = CaseStep.objects.create(case=case, kind="closed", group=group)
    CaseClosing.objects.create(step=step, outcome="helped")
    FollowUp.objects.create(
        case=case,
        day=date(2026, 12, 20),
        way="call",
        details="Dzwonić rano",
        group=group,
        ended_at=timezone.now(),
        end="done",
    )
    _around(case)
    OutsideReferral.objects.create(
        **ids,
        case_need=CaseNeed.objects.filter(case=case)[0],
        body="Fundacja Zamorska",
        way="letter",
        legal_basis="consent",
        asked_on=date(2026, 11, 1),
        group=group,
    )
    return case


def _around(case: Case) -> None:
    CasePerson.objects.create(
        submission=uuid4(),
        case=case,
        role="trusted",
        name="Barbara Ukryta",
        phone="709 708 707",
        contact_rules="Pukać dwa razy",
        remarks="Zna całą historię",
    )
    Conflict.objects.create(
        submission=uuid4(),
        case=case,
        organisation=case.lead,
        kind="other",
        reason="Pracuje tam szwagier",
    )


def said(cast: Cast, case: Case, wish: Wish) -> tuple[str, PersonExport]:
    """The copy as one text."""
    request = asked(cast, case, RequestKind.EXPORT)
    export = make_copy(request=request, version=1, wish=wish, by=cast.officer)
    return json.dumps(export.document, ensure_ascii=False), export


def test_the_course_of_the_case_is_the_persons(cast: Cast, case: Case) -> None:
    text, export = said(cast, case, Wish())
    for own in ("Własne mieszkanie", "O mieszkaniu", "Woli później", "Dzwonić rano"):
        assert own in text
    assert "Safety was talked over" in text
    information = dict(export.document["information"])
    assert "Fundacja Zamorska" in information["Who received the data"]


def test_people_around_and_conflicts_are_left_out_with_their_reasons(
    cast: Cast, case: Case
) -> None:
    text, export = said(cast, case, Wish())
    for foreign in ("Barbara", "709 708 707", "Pukać", "Zna całą historię", "szwagier"):
        assert foreign not in text
    named = {one["what"]: one["number"] for one in export.document["left_out"]}
    assert named["People around the person"] == 1
    assert named["Conflicts of interest"] == 1


def test_who_somebody_around_is_and_how_they_are_reached_is_never_given(
    cast: Cast, case: Case
) -> None:
    text, export = said(cast, case, Wish(others=True, internal=True))
    assert "Zna całą historię" in text
    assert "szwagier" in text
    for foreign in ("Barbara", "709 708 707", "Pukać"):
        assert foreign not in text
    named = {one["what"] for one in export.document["left_out"]}
    assert "People around the person: Telephone" in named


def test_where_the_person_goes_alone_nobody_received_anything(cast: Cast, case: Case) -> None:
    OutsideReferral.objects.update(way="person", legal_basis="")
    _text, export = said(cast, case, Wish())
    assert "Fundacja Zamorska" not in dict(export.document["information"])["Who received the data"]


def test_all_of_it_is_erased_with_the_case(cast: Cast, case: Case) -> None:
    request = asked(cast, case, RequestKind.ERASURE)
    choices = [Choice("cases.case"), Choice("intake.conversation")]
    decide(request=request, version=1, choices=choices, reason="", by=cast.officer)
    erase.apply(args=[str(request.pk)], headers={"ostoja_schema": "city_gdansk"}).get()
    request.refresh_from_db()
    for model in (*OF_THE_PERSON, *OF_OTHERS):
        assert not model.objects.exists(), model
    assert request.state == RequestState.CLOSED
