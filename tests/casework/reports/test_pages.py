"""The reports' pages and files: who is told what, of which days."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.referrals.choices import State
from casework.reports.periods import in_words, name_of
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case
from tests.casework.reports.making import MONTH, opened, referral_in
from tests.cast import Cast, browser_of

PAGE, CENTRE = "/en/staff/reports/", "/en/staff/reports/centre/"
FILE = "/en/staff/reports/system."
NAME = name_of(MONTH)
MARCH = (("month", "3"), ("year", "2026"))


@pytest.fixture(autouse=True)
def _empty(cast: Cast) -> Iterator[None]:
    Case.objects.all().delete()
    with override("en"):
        yield


def shown(cast: Cast, who: str, address: str = PAGE, **query: str) -> str:
    page = browser_of(getattr(cast, who)).get(address, query)
    assert page.status_code == 200, page.content
    return page.content.decode()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_small_numbers_are_told_inside_the_body_that_answers_for_them(cast: Cast) -> None:
    opened(make_case(cast))
    all_numbers = "All numbers, for inside the city only"
    assert all_numbers in shown(cast, "coordinator")
    assert all_numbers not in shown(cast, "supervisor")
    assert all_numbers in shown(cast, "supervisor", CENTRE)
    assert all_numbers not in shown(cast, "coordinator", CENTRE)
    for address in (PAGE, CENTRE):
        assert all_numbers not in shown(cast, "analyst", address)


@pytest.mark.parametrize("who", ["consultant", "partner_worker", "administrator", "officer"])
def test_for_others_they_are_not_there(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    for address in (PAGE, CENTRE, FILE + "csv"):
        assert browser.get(address, {"period": NAME}).status_code == 404


def test_a_page_says_what_happened_in_charts_and_tables(cast: Cast) -> None:
    referral_in(cast, State.COMPLETED)
    text = shown(cast, "coordinator", period=NAME, compare="before")
    assert "until the first answer" in text and "2 h" in text
    assert text.count("<svg") >= 3 and "style=" not in text.partition("<main")[2]
    assert cast.partner.name in text


def test_an_analyst_chooses_no_days_and_no_time_that_runs(cast: Cast) -> None:
    browser = browser_of(cast.analyst)
    for period in ("own", f"{timezone.localdate():%Y-%m}", f"{timezone.localdate():%Y}", "x"):
        assert browser.get(PAGE, {"period": period, "compare": "before"}).status_code == 422


def test_days_of_ones_own_are_in_order(cast: Cast) -> None:
    days = {"first_day": "2", "last_day": "1"}
    months = {f"{end}_{part}": n for end in ("first", "last") for part, n in MARCH}
    query = {"period": "own", "compare": "before", **days, **months}
    page = browser_of(cast.coordinator).get(PAGE, query)
    assert page.status_code == 422
    assert "The last day must not be before" in page.content.decode()


def test_a_file_to_pass_on_has_no_small_numbers_whoever_asks(cast: Cast) -> None:
    for _each in range(3):
        opened(make_case(cast))
    browser = browser_of(cast.coordinator)
    outside = rows_of(browser.get(FILE + "csv", {"period": NAME}).content)
    inside = rows_of(browser.get(FILE + "csv", {"period": NAME, "inside": "yes"}).content)
    assert ["Cases", "cases", "opened", in_words(MONTH), "#"] in outside
    assert ["Cases", "cases", "opened", in_words(MONTH), "3"] in inside
    details = [one.details for one in AuditEvent.objects.filter(verb="report.taken_out")]
    assert sorted(one["exact"] for one in details) == [False, True]
    assert {one["period"] for one in details} == {NAME}


def test_nobody_takes_all_numbers_of_a_body_that_is_not_theirs(cast: Cast) -> None:
    query = {"period": NAME, "inside": "yes"}
    for who in ("analyst", "supervisor"):
        assert browser_of(getattr(cast, who)).get(FILE + "csv", query).status_code == 404
    centre = browser_of(cast.supervisor).get("/en/staff/reports/centre.csv", query)
    assert centre.status_code == 200
    assert "internal" in centre["Content-Disposition"]


@pytest.mark.parametrize("period", ["", "own", "2026-13", f"{timezone.localdate():%Y-%m}"])
def test_a_file_is_of_a_time_that_is_over(cast: Cast, period: str) -> None:
    found = browser_of(cast.coordinator).get(FILE + "xlsx", {"period": period})
    assert found.status_code == 404


def test_a_sheet_for_each_table(cast: Cast) -> None:
    referral_in(cast, State.DECLINED)
    found = browser_of(cast.coordinator).get(FILE + "xlsx", {"period": NAME, "inside": "yes"})
    with zipfile.ZipFile(io.BytesIO(found.content)) as book:
        names = book.read("xl/workbook.xml").decode()
        assert "<v>1</v>" in book.read("xl/worksheets/sheet3.xml").decode()
    assert "1. Cases" in names and "2. Referrals to partners" in names


@pytest.mark.parametrize("address", [FILE + "pdf", "/en/staff/reports/centre.pdf"])
def test_a_report_is_printed_for_screen_readers_too(cast: Cast, address: str) -> None:
    opened(make_case(cast))
    Organisation.objects.update(name="Dom 🏠 ≥")
    found = browser_of(cast.supervisor).get(address, {"period": NAME})
    root: Any = PdfReader(io.BytesIO(found.content)).trailer["/Root"]
    assert found["Content-Type"] == "application/pdf"
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"


def test_without_a_crisis_centre_there_is_no_report_of_one(cast: Cast) -> None:
    browser = browser_of(cast.coordinator)
    assert browser.get(CENTRE, {"body": "no-such-body"}).status_code == 404
