"""Erasure: a decision about each part, an action that may begin again, and what stays."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from api.models import Sending
from casework.cases.models import Case, CaseTerms, Note
from casework.intake.models import Conversation, Message
from casework.referrals.models import Referral
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.privacy.requests import erasing
from ostoja.privacy.requests.choices import Basis, Outcome, RequestKind, RequestState
from ostoja.privacy.requests.erasing import Choice, decide
from ostoja.privacy.requests.models import DataRequest, RequestPart
from ostoja.privacy.requests.refusal import NotAllowed
from ostoja.privacy.requests.tasks import erase, erase_what_is_left
from ostoja.privacy.retention.models import Disposal, Hold
from tests.cast import Cast
from tests.platform.ostoja.privacy.requests.situations import asked, told_case
from tests.platform.ostoja.privacy.retention.situations import report

CASES, TALKS = "cases.case", "intake.conversation"
HEADERS = {"ostoja_schema": "city_gdansk"}
ALL = [Choice(CASES), Choice(TALKS)]
KEPT = Choice(CASES, Basis.ARCHIVE, "B10", date(2036, 1, 1))


def decided(cast: Cast, case: Case, choices: list[Choice], reason: str = "") -> DataRequest:
    request = asked(cast, case, RequestKind.ERASURE)
    return decide(request=request, version=1, choices=choices, reason=reason, by=cast.officer)


def done(request: DataRequest) -> DataRequest:
    erase.apply(args=[str(request.pk)], headers=HEADERS).get()
    request.refresh_from_db()
    return request


def test_all_of_it_goes_and_dates_stay(cast: Cast) -> None:
    case = told_case(cast)
    talk = Conversation.objects.get(case=case)
    request = done(decided(cast, case, ALL, "Tak"))
    gone = (Case, CaseTerms, Note, Referral, Conversation, Message)
    assert not any(model.objects.exists() for model in gone)
    assert (request.outcome, request.state) == (Outcome.GRANTED, RequestState.CLOSED)
    assert (request.identity, request.words, request.reason) == ("", "", "")
    assert {one.object_id for one in Disposal.objects.all()} == {str(case.pk), str(talk.pk)}
    assert AuditEvent.objects.filter(verb="data_request.erased").count() == 2


def test_what_is_kept_is_named_with_its_basis(cast: Cast) -> None:
    case = told_case(cast)
    request = done(decided(cast, case, [KEPT, Choice(TALKS)], "Archiwum"))
    assert Case.objects.filter(pk=case.pk).exists()
    assert not Conversation.objects.exists()
    part = request.parts.get(keeps=True)
    assert (part.basis, part.category, part.keep_until) == ("archive", "B10", date(2036, 1, 1))
    assert (request.outcome, request.reason) == (Outcome.PARTLY, "Archiwum")


def test_a_refusal_needs_reasons_and_ends_at_once(cast: Cast) -> None:
    case = told_case(cast)
    both = [KEPT, Choice(TALKS, Basis.CLAIMS)]
    with pytest.raises(NotAllowed, match="why"):
        decided(cast, case, both)
    DataRequest.objects.all().delete()
    request = decided(cast, case, both, "Sprawa w sądzie")
    assert (request.outcome, request.state) == (Outcome.REFUSED, RequestState.CLOSED)


def test_a_conversation_cannot_outlive_its_case(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="together"):
        decided(cast, told_case(cast), [Choice(CASES), Choice(TALKS, Basis.CLAIMS)], "Sąd")


def test_each_kind_must_be_decided_about(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="each part"):
        decided(cast, told_case(cast), [Choice(CASES)])


def test_a_hold_an_open_case_and_another_request_stand_in_the_way(cast: Cast) -> None:
    case = told_case(cast)
    hold = Hold.objects.create(submission=uuid4(), key="cases", object_id=case.pk, reason="Sąd")
    with pytest.raises(NotAllowed, match="kept back"):
        decided(cast, case, ALL)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    DataRequest.objects.all().delete()
    asked(cast, case, RequestKind.EXPORT)
    with pytest.raises(NotAllowed, match="Another request"):
        decided(cast, case, ALL)
    DataRequest.objects.all().delete()
    Case.objects.filter(pk=case.pk).update(state="open", closed_at=None)
    with pytest.raises(NotAllowed, match="open"):
        decided(cast, case, ALL)


def test_a_conversation_that_waits_stays(cast: Cast) -> None:
    request = asked(cast, report(1, "waiting"), RequestKind.ERASURE)
    with pytest.raises(NotAllowed, match="waits"):
        decide(request=request, version=1, choices=[Choice(TALKS)], reason="", by=cast.officer)


def test_a_crash_in_the_middle_loses_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = told_case(cast)
    request = decided(cast, case, ALL)
    whole = erasing.erase_part
    calls: list[RequestPart] = []

    def dies(*, part: RequestPart) -> None:
        if calls:
            raise KeyboardInterrupt
        calls.append(part)
        whole(part=part)

    monkeypatch.setattr(erasing, "erase_part", dies)
    with pytest.raises(KeyboardInterrupt):
        erasing.carry_out(request)
    assert Case.objects.exists()
    assert not Conversation.objects.exists()
    monkeypatch.setattr(erasing, "erase_part", whole)
    erase_what_is_left.apply(headers=HEADERS).get()
    request.refresh_from_db()
    assert request.state == RequestState.CLOSED
    assert not Case.objects.exists()
    done(request)
    assert Disposal.objects.count() == 2


def test_what_was_kept_back_since_waits_and_goes_later(cast: Cast) -> None:
    case = told_case(cast)
    request = decided(cast, case, ALL)
    hold = Hold.objects.create(submission=uuid4(), key="cases", object_id=case.pk, reason="Sąd")
    assert done(request).state == RequestState.ERASING
    assert Case.objects.exists()
    Hold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    assert done(request).state == RequestState.CLOSED
    assert not Hold.objects.exists()


def test_two_who_decide_at_once(cast: Cast) -> None:
    case = told_case(cast)
    request = decided(cast, case, ALL)
    with pytest.raises(StaleObject):
        decide(request=request, version=1, choices=ALL, reason="", by=cast.officer)
    with pytest.raises(NotAllowed, match="already"):
        decide(request=request, version=2, choices=ALL, reason="", by=cast.officer)


def test_answers_of_the_api_that_name_it_go_too(cast: Cast) -> None:
    case = told_case(cast)
    facts = {"user": cast.officer, "fingerprint": b"1", "status": 201}
    Sending.objects.create(key="a", answer=json.dumps({"id": str(case.pk)}), **facts)
    Sending.objects.create(key="b", answer="{}", location=f"/api/v1/cases/{case.pk}/", **facts)
    Sending.objects.create(key="c", answer="{}", location="/api/v1/partners/", **facts)
    done(decided(cast, case, ALL))
    assert [one.key for one in Sending.objects.all()] == ["c"]


def test_when_its_period_passes_the_words_of_requests_go_too(cast: Cast) -> None:
    from tests.platform.ostoja.privacy.retention.situations import run

    case = told_case(cast, 4_000)
    request = decided(cast, case, [KEPT, Choice(TALKS, Basis.ARCHIVE)], "Archiwum")
    run()
    request.refresh_from_db()
    assert not Case.objects.exists()
    assert (request.identity, request.reason) == ("", "")
