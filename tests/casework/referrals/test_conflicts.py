"""A body that is not impartial in a case: not suggested, sent to only with a reason."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.partners.left_out import Why
from casework.referrals.actions import draft_and_send, lift_conflict, note_conflict
from casework.referrals.conflicts import bodies_in_conflict
from casework.referrals.models import Conflict, Referral
from casework.referrals.suggesting import candidates_for, not_suggested
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import url
from tests.casework.referrals.situations import coordinated_case, letter, make_service, refer
from tests.cast import Cast, browser_of

SECRET = "Sprawca kieruje tam magazynem."


@pytest.fixture
def case(cast: Cast) -> Case:
    for body in (cast.partner, cast.other_partner):
        body.agreement_state = "signatory"
        body.save()
    return coordinated_case(cast)


def noted(cast: Cast, case: Case, **facts: Any) -> Conflict:
    who = {"organisation": cast.partner, "by": cast.coordinator}
    said = {"kind": "employer", "reason": SECRET}
    return note_conflict(**{"submission": uuid4(), "case": case, **who, **said, **facts})


def test_it_is_noted_once_lifted_and_noted_again(cast: Cast, case: Case) -> None:
    first = noted(cast, case)
    assert noted(cast, case, submission=first.submission) == first
    with pytest.raises(NotAllowed):
        noted(cast, case)
    for _ in range(2):
        lift_conflict(conflict=first, because="Pomyłka.", by=cast.coordinator)
    assert not bodies_in_conflict(case)
    noted(cast, case)
    verbs = list(AuditEvent.objects.filter(verb__startswith="conflict.").values_list("verb"))
    assert sorted(verbs) == [("conflict.lifted",), ("conflict.noted",), ("conflict.noted",)]


def test_the_database_keeps_one_a_body(cast: Cast, case: Case) -> None:
    facts = {"case": case, "organisation": cast.partner, "kind": "other", "reason": "x"}
    Conflict.objects.create(submission=uuid4(), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.create(submission=uuid4(), **facts)


def test_the_body_is_not_suggested_and_the_reason_tells_nothing(cast: Cast, case: Case) -> None:
    service, need = make_service(cast, case), case.needs.get()
    assert [one.suggestion.service for one in candidates_for(case, need, sender=cast.coordinating)]
    noted(cast, case)
    assert not candidates_for(case, need, sender=cast.coordinating)
    [left] = not_suggested(case, need, sender=cast.coordinating)
    assert left.service == service and left.why == Why.ITSELF
    content = browser_of(cast.coordinator).get(url("case_refer_why_not", case.pk, need.pk))
    page = content.content.decode()
    assert "A conflict of interest is noted." in page and SECRET not in page
    assert f"service={service.pk}" in page


def test_sending_there_needs_a_reason_that_the_receiver_never_reads(cast: Cast, case: Case) -> None:
    service, need = make_service(cast, case), case.needs.get()
    noted(cast, case)
    with pytest.raises(NotAllowed):
        refer(cast, case, service=service)
    browser = browser_of(cast.coordinator)
    address = f"{url('case_refer', case.pk)}?need={need.pk}&service={service.pk}"
    answers = {
        "message": "Potrzebna rozmowa.",
        "legal_basis": "statutory_task",
        "submission": str(uuid4()),
    }
    refused = browser.post(address, answers)
    assert refused.status_code == 422
    assert "A conflict of interest of this body is noted." in refused.content.decode()
    sent = browser.post(address, {**answers, "despite_conflict": "Nikt inny nie ma miejsca."})
    assert sent.status_code == 302
    referral = Referral.objects.get(receiver=cast.partner)
    assert referral.despite_conflict == "Nikt inny nie ma miejsca."
    seen = browser_of(cast.partner_worker).get(url("referral", referral.pk)).content.decode()
    assert "Nikt inny nie ma" not in seen


def test_work_that_runs_goes_on_and_the_lead_gets_a_task(cast: Cast, case: Case) -> None:
    running = refer(cast, case)
    noted(cast, case)
    running.refresh_from_db()
    assert running.state == "sent"
    task = CaseTask.objects.get(case=case)
    assert task.group == case.lead.group and "Fundacja Łąka" in task.title
    for person in (cast.partner_worker, cast.member):
        page = browser_of(person).get(url("case", case.pk)).content.decode()
        assert SECRET not in page and "onflikt" not in page


def test_it_stands_on_the_page_of_those_who_share_the_case_alone(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.coordinator)
    answers = {
        "organisation": str(cast.partner.pk),
        "kind": "employer",
        "reason": SECRET,
        "submission": str(uuid4()),
    }
    assert browser.get(url("conflict_new", case.pk)).status_code == 200
    assert browser.post(url("conflict_new", case.pk), {**answers, "reason": ""}).status_code == 422
    for _ in range(2):
        assert browser.post(url("conflict_new", case.pk), answers).status_code == 302
    conflict = Conflict.objects.get()
    assert SECRET in browser.get(url("case", case.pk)).content.decode()
    assert browser_of(cast.stranger).get(url("conflict_new", case.pk)).status_code == 404
    lifting = url("conflict_lift", case.pk, conflict.pk)
    assert browser_of(cast.partner_worker).get(lifting).status_code == 404
    assert SECRET in browser.get(lifting).content.decode()
    assert browser.post(lifting, {"because": "Już tam nie pracuje."}).status_code == 302
    assert browser.get(lifting).status_code == 302
    assert "Już tam nie pracuje." in browser.get(url("case", case.pk)).content.decode()


def test_conflicts_follow_a_merged_case_where_it_has_none_of_the_body(
    cast: Cast, case: Case
) -> None:
    from casework.referrals.conflicts import _back, _move

    other = coordinated_case(cast)
    mine, same = noted(cast, case), noted(cast, other)
    moves = noted(cast, other, organisation=cast.other_partner)
    moved = _move(case, other)
    assert moved == [str(moves.pk)]
    assert set(case.conflicts.all()) == {mine, Conflict.objects.get(pk=moves.pk)}
    _back(case, other, moved)
    assert set(other.conflicts.all()) == {same, Conflict.objects.get(pk=moves.pk)}


def test_a_handover_into_a_conflict_needs_a_reason_too(cast: Cast, case: Case) -> None:
    noted(cast, case)
    facts = letter(kind="transfer", case=case, receiver=cast.partner)
    facts |= {"group": cast.coordinating.group, "by": cast.coordinator}
    with pytest.raises(NotAllowed):
        draft_and_send(**facts)
    again = {**facts, "submission": uuid4(), "despite_conflict": "Tak postanowiono."}
    assert draft_and_send(**again).state == "sent"
