"""A breach: its clock of 72 hours, its entries, and who saw what between two moments."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ostoja.access.versions import StaleObject
from ostoja.audit import record
from ostoja.audit.models import AuditEvent
from ostoja.privacy.breaches import selectors
from ostoja.privacy.breaches.actions import add_entry, notice_breach
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.models import Breach, BreachEntry
from ostoja.privacy.breaches.refusal import NotAllowed
from tests.cast import Cast, browser_of
from tests.platform.ostoja.privacy.retention.situations import closed_case

HOME = "/en/staff/breaches/"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return browser_of(cast.officer)


def noticed(cast: Cast, hours_ago: int = 1) -> Breach:
    at = timezone.now() - hours_ago * HOUR
    return notice_breach(
        submission=uuid4(), what="Zgubiony telefon", noticed_at=at, by=cast.officer
    )


def entered(cast: Cast, breach: Breach, kind: EntryKind, **facts: Any) -> BreachEntry:
    breach.refresh_from_db()
    told = {"risk": Risk.LIKELY, "people": 3, "text": "Powód", "happened_at": timezone.now()}
    told |= {"submission": uuid4(), "version": breach.version}
    return add_entry(breach=breach, kind=kind, by=cast.officer, **{**told, **facts})


def test_the_clock_runs_from_noticing_and_stops_with_a_decision(cast: Cast) -> None:
    assert selectors.clock(noticed(cast, 1)) == ("hours left: 70", "yellow")
    assert selectors.clock(noticed(cast, 60))[1] == "red"
    late = noticed(cast, 80)
    assert selectors.clock(late)[0] == "72 hours are over"
    entered(cast, late, EntryKind.AUTHORITY)
    late.refresh_from_db()
    assert selectors.clock(late)[0] == "decided late"
    entered(cast, late, EntryKind.AUTHORITY, happened_at=late.noticed_at + 71 * HOUR)
    late.refresh_from_db()
    assert selectors.clock(late)[0] == "decided in time"


def test_not_telling_needs_a_risk_that_is_unlikely(cast: Cast) -> None:
    breach = noticed(cast)
    with pytest.raises(NotAllowed, match="unlikely"):
        entered(cast, breach, EntryKind.NO_AUTHORITY, risk=Risk.HIGH)
    entered(cast, breach, EntryKind.NO_AUTHORITY, risk=Risk.UNLIKELY)


def test_a_risk_that_grows_takes_back_that_nobody_need_be_told(cast: Cast) -> None:
    """GDPR, art. 33(1): only where harm is unlikely."""
    breach = noticed(cast, 60)
    entered(cast, breach, EntryKind.NO_AUTHORITY, risk=Risk.UNLIKELY)
    entered(cast, breach, EntryKind.NO_PEOPLE, risk=Risk.UNLIKELY)
    assert not selectors.running_out()
    entered(cast, breach, EntryKind.NOTE, risk=Risk.HIGH)
    breach.refresh_from_db()
    assert selectors.is_waiting(breach) and selectors.running_out() == [breach]
    for risk in (Risk.HIGH, Risk.UNKNOWN):
        with pytest.raises(NotAllowed, match="before you close"):
            entered(cast, breach, EntryKind.CLOSED, risk=risk)


def test_it_is_closed_once_both_are_decided(cast: Cast) -> None:
    breach = noticed(cast)
    with pytest.raises(NotAllowed, match="before you close"):
        entered(cast, breach, EntryKind.CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(closed_at=timezone.now())
    entered(cast, breach, EntryKind.AUTHORITY)
    entered(cast, breach, EntryKind.PEOPLE)
    entered(cast, breach, EntryKind.CLOSED)
    with pytest.raises(NotAllowed, match="closed"):
        entered(cast, breach, EntryKind.NOTE)


def test_an_entry_is_kept_once_and_not_over_anothers(cast: Cast) -> None:
    breach, submission = noticed(cast), uuid4()
    first = entered(cast, breach, EntryKind.NOTE, submission=submission)
    assert entered(cast, breach, EntryKind.NOTE, submission=submission) == first
    with pytest.raises(StaleObject):
        entered(cast, breach, EntryKind.NOTE, version=1)
    with pytest.raises(NotAllowed, match="not come"):
        entered(cast, breach, EntryKind.NOTE, happened_at=timezone.now() + HOUR)


def test_a_breach_cannot_end_before_it_began(cast: Cast) -> None:
    breach = noticed(cast)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(since=now, until=now - HOUR)


def days(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}_{unit}": getattr(day, unit) for unit in ("day", "month", "year")}


def test_from_noticing_to_closing_on_its_pages(cast: Cast, officer: Client) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    sent = {"what": "List do innej osoby", "noticed_hour": "9:30", **days("noticed_on", yesterday)}
    sent |= days("since_on", yesterday)
    page = officer.post(f"{HOME}new/", sent, follow=True).content.decode()
    assert "List do innej osoby" in page
    assert "hours left" in page
    assert f"since_on_day={yesterday.day}" in page
    breach = Breach.objects.get()
    entry = {"text": "Pismo", "risk": "high", "hour": "10:00", "version": 1, "people": "1"}
    for version, kind in enumerate(("authority", "people", "closed"), 1):
        said = {**entry, "kind": kind, "version": version, **days("day", yesterday)}
        assert officer.post(f"{HOME}{breach.pk}/entry/", said).status_code == 302
    breach.refresh_from_db()
    assert breach.closed_at is not None
    assert AuditEvent.objects.filter(verb="breach.entered").count() == 3
    assert "decided in time" in officer.get(HOME).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"noticed_on_year": 2199},
        {"noticed_hour": "25:00"},
        {"people": "-1"},
        {"people": "wielu"},
        {"until_on_day": 1, "until_on_month": 1, "until_on_year": 2020},
    ],
)
def test_what_cannot_be_taken_comes_back(
    cast: Cast, officer: Client, wrong: dict[str, Any]
) -> None:
    today = timezone.localdate() - datetime.timedelta(days=1)
    sent = {"what": "Zguba", "noticed_hour": "9:30", **days("noticed_on", today)}
    answer = officer.post(f"{HOME}new/", {**sent, **days("since_on", today), **wrong})
    assert answer.status_code == 422
    assert not Breach.objects.exists()


@pytest.mark.parametrize("person", ["administrator", "consultant", "coordinator", "analyst"])
def test_others_do_not_know_the_pages(cast: Cast, person: str) -> None:
    browser, breach = browser_of(getattr(cast, person)), noticed(cast)
    for way in ("", "new/", "who-saw/", "who-saw/csv/", f"{breach.pk}/", f"{breach.pk}/entry/"):
        assert browser.get(f"{HOME}{way}").status_code == 404


class TestWhoSaw:
    @pytest.fixture(autouse=True)
    def seen(self, cast: Cast) -> None:
        self.case = closed_case(cast, 10)
        AuditEvent.objects.all()
        for person in (cast.consultant, cast.consultant, cast.coordinator):
            record("case.seen", by=person, on=self.case, subject=self.case)
        record("case.exported", by=cast.coordinator, on=self.case, subject=self.case)
        record("case.seen", by=None, on=self.case, subject=self.case)

    def ask(self, officer: Client, way: str = "", **more: Any) -> Any:
        today = timezone.localdate()
        window = {**days("since_on", today), **days("until_on", today), **more}
        return officer.get(f"{HOME}who-saw/{way}", window)

    def test_by_person_and_by_record(self, cast: Cast, officer: Client) -> None:
        page = self.ask(officer, thing=self.case.number)
        assert page.status_code == 200
        people = {name: cells for name, *cells in page.context["people"]}
        assert people["coordinator person"][2] == "1"  # file
        assert int(people["consultant person"][0]) >= 2  # events
        history = reverse("subject_audit", args=[self.case.pk])
        [named] = [row[0] for row in page.context["records"] if row[0]["url"] == history]
        assert named["text"] == self.case.number
        assert [line.event.verb for line in page.context["files"]] == ["case.exported"]

    def test_only_one_person(self, cast: Cast, officer: Client) -> None:
        page = self.ask(officer, person="coordinator")
        assert [row[0] for row in page.context["people"]] == ["coordinator person"]

    def test_nobody_then(self, officer: Client) -> None:
        page = self.ask(officer, thing="IK.99.1999")
        assert "Nobody saw anything then" in page.content.decode()

    def test_as_a_file_on_record(self, cast: Cast, officer: Client) -> None:
        file = self.ask(officer, "csv/", thing=self.case.number)
        text = file.content.decode("utf-8-sig")
        assert text.count(self.case.number) >= 4
        assert "coordinator person" in text
        assert AuditEvent.objects.filter(verb="breach.table_taken").count() == 1

    @pytest.mark.parametrize(
        "wrong", [{"since_on_day": 45}, {"since_on_year": 2199}, {"since_hour": "x"}]
    )
    def test_a_wrong_window(self, officer: Client, wrong: dict[str, Any]) -> None:
        assert "error" in self.ask(officer, **wrong).content.decode().lower()
        assert self.ask(officer, "csv/", **wrong).status_code == 404

    def test_it_asks_the_same_for_any_number(
        self, cast: Cast, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(3):
            case = closed_case(cast, 10)
            record("case.seen", by=cast.consultant, on=case, subject=case)
        self.ask(officer)
        with django_assert_max_num_queries(22):
            self.ask(officer)
