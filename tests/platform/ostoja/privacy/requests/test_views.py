"""Pages of requests: who sees them, the way from a request to its answer, what is refused."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.cases.actions.restricting import break_glass
from casework.cases.models import Case
from ostoja.audit.models import AuditEvent
from ostoja.privacy.requests.choices import RequestKind, RequestState
from ostoja.privacy.requests.models import DataRequest, PersonExport
from tests.cast import Cast, browser_of
from tests.platform.ostoja.privacy.requests.situations import asked, code_of, told_case
from tests.platform.ostoja.privacy.retention.situations import report

HOME = "/en/staff/data-requests/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    return browser_of(cast.officer)


def typed(**facts: Any) -> dict[str, Any]:
    today = timezone.localdate()
    day = {f"received_on_{at}": getattr(today, at) for at in ("day", "month", "year")}
    told = {"kind": "export", "subject": "cases.case", "identity": "Dowód", "words": ""}
    return {**told, **day, "submission": str(uuid4()), **facts}


def page(browser: Client, name: str, *args: Any, **sent: Any) -> str:
    address = reverse(name, args=args)
    answer = browser.post(address, sent, follow=True) if sent else browser.get(address)
    return str(answer.content.decode())


@pytest.mark.parametrize("person", ["consultant", "coordinator", "administrator", "analyst"])
def test_others_do_not_know_the_pages(cast: Cast, person: str) -> None:
    request = asked(cast, told_case(cast), RequestKind.EXPORT)
    browser = browser_of(getattr(cast, person))
    for way in ("", "new/", f"{request.pk}/", f"{request.pk}/copy/", f"{request.pk}/read/"):
        assert browser.get(f"{HOME}{way}").status_code == 404


def test_from_a_request_to_its_answer(cast: Cast, officer: Client) -> None:
    case = told_case(cast)
    answer = officer.post(f"{HOME}new/", typed(name=case.number), follow=True)
    assert case.number in answer.content.decode()
    request = DataRequest.objects.get()
    sent = {"version": 1, "names": "Piotr", "numbers": "on"}
    officer.post(f"{HOME}{request.pk}/copy/", sent)
    read = officer.get(f"{HOME}{request.pk}/read/").content.decode()
    assert "Anna Kowalska" in read
    assert "Piotr" not in read
    file = officer.get(f"{HOME}{request.pk}/file/json/")
    assert file.headers["Cache-Control"] == "no-store"
    assert json.loads(file.content)["covered"] == 3
    assert officer.get(f"{HOME}{request.pk}/file/pdf/").content.startswith(b"%PDF")
    assert officer.get(f"{HOME}{request.pk}/file/exe/").status_code == 404
    looks = AuditEvent.objects.filter(verb="data_request.seen", subject_id=str(case.pk))
    assert [one.details["way"] for one in looks.order_by("at")] == ["page", "json", "pdf"]
    officer.post(f"{HOME}{request.pk}/close/", {"version": 2, "outcome": "granted", "reason": ""})
    request.refresh_from_db()
    assert request.state == RequestState.CLOSED
    assert "Granted" in officer.get(HOME).content.decode()


def test_a_return_code_finds_its_conversation(cast: Cast, officer: Client) -> None:
    sent = typed(subject="intake.conversation", name=code_of(report(3)))
    assert officer.post(f"{HOME}new/", sent).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "IK.1.1999"},
        {"name": "\x00"},
        {"name": "1234 5678 9012 3456", "subject": "intake.conversation"},
        {"received_on_year": 2199},
        {"received_on_day": 45},
        {"identity": ""},
        {"kind": "sell"},
        {"subject": "nothing"},
    ],
)
def test_what_cannot_be_taken_comes_back(
    cast: Cast, officer: Client, wrong: dict[str, Any]
) -> None:
    case = told_case(cast)
    answer = officer.post(f"{HOME}new/", typed(**{"name": case.number, **wrong}))
    assert answer.status_code == 422
    assert not DataRequest.objects.exists()


def test_an_erasure_is_decided_on_its_page(cast: Cast, officer: Client) -> None:
    case = told_case(cast)
    request = asked(cast, case, RequestKind.ERASURE)
    address = f"{HOME}{request.pk}/decide/"
    sent = {"version": 1, "basis_0": "archive", "category_0": "B10", "basis_1": "erase"}
    assert "why something is kept" in officer.post(address, sent).content.decode()
    shown = officer.post(address, {**sent, "reason": "Archiwum"}, follow=True).content.decode()
    assert "archive category B10" in shown
    assert Case.objects.filter(pk=case.pk).exists()
    assert "Somebody changed this" in officer.post(address, sent).content.decode()
    assert "decided already" in officer.post(address, {**sent, "version": 2}).content.decode()


def test_a_restricted_case_is_opened_for_a_reason_first(cast: Cast, officer: Client) -> None:
    case = told_case(cast)
    request = asked(cast, case, RequestKind.EXPORT)
    Case.objects.filter(pk=case.pk).update(named=[cast.consultant.pk], restricted_because="x")
    assert "This case is restricted" in officer.get(f"{HOME}{request.pk}/").content.decode()
    officer.post(f"{HOME}{request.pk}/copy/", {"version": 1})
    assert not PersonExport.objects.exists()
    break_glass(submission=uuid4(), case=case, reason="Wniosek osoby", by=cast.officer)
    officer.post(f"{HOME}{request.pk}/copy/", {"version": 1})
    assert PersonExport.objects.exists()


def test_who_is_excluded_by_name_knows_nothing_of_it(cast: Cast, officer: Client) -> None:
    case = told_case(cast)
    request = asked(cast, case, RequestKind.EXPORT)
    Case.objects.filter(pk=case.pk).update(excluded=[cast.officer.pk])
    assert case.number not in officer.get(HOME).content.decode()
    assert officer.get(f"{HOME}{request.pk}/").status_code == 404
    answer = officer.post(f"{HOME}new/", typed(name=case.number, kind="erasure"))
    assert answer.status_code == 422
    assert "Nothing with this number" in answer.content.decode()


def test_the_list_asks_the_same_for_any_number(
    cast: Cast, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        asked(cast, told_case(cast), RequestKind.EXPORT)
    officer.get(HOME)
    with django_assert_max_num_queries(12):
        officer.get(HOME)


def test_an_erased_request_shows_dates_alone(cast: Cast, officer: Client) -> None:
    request = asked(cast, told_case(cast), RequestKind.ERASURE)
    DataRequest.objects.filter(pk=request.pk).update(subject_id=uuid4(), identity="", words="")
    shown = officer.get(f"{HOME}{request.pk}/").content.decode()
    assert "What was written down" not in shown
