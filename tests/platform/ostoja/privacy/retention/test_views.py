"""Pages of retention: who sees them, what they show, what they refuse."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ostoja.audit.models import AuditEvent
from ostoja.privacy.retention.classes import every_class
from ostoja.privacy.retention.models import Hold, RetentionPeriod, RetentionRun
from tests.cast import Cast, browser_of
from tests.platform.ostoja.privacy.retention.situations import closed_case, run


@pytest.fixture
def officer(cast: Cast) -> Client:
    return browser_of(cast.officer)


def period_form(**facts: Any) -> dict[str, Any]:
    return {"days": "4000", "is_on": "on", "version": "0", **facts}


def test_each_kind_stands_with_its_period(officer: Client) -> None:
    page = officer.get("/en/staff/retention/").content.decode()
    assert "Closed cases" in page
    assert "3653 days" in page
    assert "Audit: who saw or changed what" in page


@pytest.mark.parametrize("person", ["consultant", "coordinator", "partner_worker", "analyst"])
def test_others_do_not_know_the_pages(cast: Cast, person: str) -> None:
    client = browser_of(getattr(cast, person))
    for address in ("", "run/", "log/", "hold/", "period/cases/"):
        assert client.get(f"/pl/staff/retention/{address}").status_code == 404


def test_the_overview_asks_the_same_for_any_number(
    cast: Cast, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        closed_case(cast, 4_000)
        run()
    with django_assert_max_num_queries(14 + 2 * len(every_class())):
        officer.get("/pl/staff/retention/")


def test_a_period_is_saved_and_audited(officer: Client) -> None:
    response = officer.post(reverse("retention_period", args=["cases"]), period_form(), follow=True)
    assert "4000" in response.content.decode()
    assert RetentionPeriod.objects.get().days == 4000
    assert AuditEvent.objects.filter(verb="retention.period_set").count() == 1


@pytest.mark.parametrize("days", ["", "29", "99999999999999999999", "-1", "rok", "1\x00"])
def test_a_bad_period_is_refused_and_stays_in_the_form(officer: Client, days: str) -> None:
    response = officer.post("/en/staff/retention/period/cases/", period_form(days=days))
    assert response.status_code == 200
    assert "Error:" in response.content.decode()
    assert not RetentionPeriod.objects.exists()


def test_the_audit_cannot_be_kept_less_than_two_years(officer: Client) -> None:
    page = officer.post("/en/staff/retention/period/audit/", period_form(days="700"))
    assert "at least 731 days" in page.content.decode()


def test_the_second_of_two_sees_the_period_of_the_first(officer: Client) -> None:
    address = "/en/staff/retention/period/cases/"
    officer.post(address, period_form(days="4000"))
    page = officer.post(address, period_form(days="5000")).content.decode()
    assert "It is 4000 days now" in page
    assert 'value="5000"' in page
    officer.post(address, period_form(days="5000", version="1"))
    assert RetentionPeriod.objects.get().days == 5000


def test_a_case_is_held_by_its_number(cast: Cast, officer: Client) -> None:
    case = closed_case(cast, 4_000)
    said = {"kind": "cases", "name": case.number, "reason": "Sąd", "submission": str(uuid4())}
    page = officer.post("/en/staff/retention/hold/", said, follow=True).content.decode()
    assert case.number in page
    again = officer.post("/en/staff/retention/hold/", {**said, "submission": str(uuid4())})
    assert "kept already" in again.content.decode()
    officer.post(reverse("retention_hold_lift", args=[Hold.objects.get().pk]))
    assert Hold.objects.get().lifted_at is not None


@pytest.mark.parametrize("name", ["IK.999.1999", "", "\x00", "x" * 65, "';--"])
def test_an_unknown_number_is_refused_and_the_reason_kept(officer: Client, name: str) -> None:
    said = {"kind": "cases", "name": name, "reason": "Prokuratura", "submission": str(uuid4())}
    page = officer.post("/pl/staff/retention/hold/", said).content.decode()
    assert "Błąd:" in page
    assert "Prokuratura" in page
    assert not Hold.objects.exists()


def test_a_run_is_shown_first_and_then_asked_for(cast: Cast, officer: Client) -> None:
    closed_case(cast, 4_000)
    page = officer.get("/en/staff/retention/run/").content.decode()
    assert "Closed cases" in page
    page = officer.post("/en/staff/retention/run/", follow=True).content.decode()
    assert "under way" in page
    assert RetentionRun.objects.get().asked_by == cast.officer


def test_the_log_is_searched_by_identifier(cast: Cast, officer: Client) -> None:
    first, second = closed_case(cast, 4_000), closed_case(cast, 4_001)
    run()
    page = officer.get("/pl/staff/retention/log/", {"identifier": str(first.pk)}).content.decode()
    assert str(first.pk) in page
    assert str(second.pk) not in page
    assert officer.get("/pl/staff/retention/log/", {"identifier": "\x00", "page": "x"}).status_code


def test_an_unknown_class_or_hold_is_absent(officer: Client) -> None:
    assert officer.get("/pl/staff/retention/period/nothing/").status_code == 404
    assert officer.post(reverse("retention_hold_lift", args=[uuid4()])).status_code == 404
