"""Numbers of cases after the office's own pattern, set by the city's administrator."""

from typing import Any

import pytest
from django.utils import timezone

from casework.cases.models import Case, CaseNumbering
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, url, words
from tests.cast import Cast, browser_of

YEAR = timezone.localdate().year


def send(cast: Cast, who: str = "administrator", **facts: Any) -> Any:
    """Send the form of the page."""
    version = getattr(CaseNumbering.objects.first(), "version", 1)
    data = {"pattern": "OPS.5120.{number}.{year}", "last_number": "41", "version": version}
    return browser_of(getattr(cast, who)).post(url("case_numbering"), {**data, **facts})


def test_the_next_case_has_the_office_s_number(cast: Cast) -> None:
    assert f"IK.1.{YEAR}" in words(browser_of(cast.administrator), "case_numbering")
    assert send(cast).status_code == 302
    assert f"OPS.5120.42.{YEAR}" in words(browser_of(cast.administrator), "case_numbering")
    assert make_case(cast).number == f"OPS.5120.42.{YEAR}"
    assert make_case(cast).number == f"OPS.5120.43.{YEAR}"
    event = AuditEvent.objects.get(verb="case_numbering.changed")
    assert event.details == {"pattern": "OPS.5120.{number}.{year}", "last": 41}


def test_no_number_is_given_twice(cast: Cast) -> None:
    numbers = [make_case(cast).number for _ in range(3)]
    send(cast, pattern="IK.{number}.{year}", last_number="0")
    numbers.append(make_case(cast).number)
    assert numbers == [f"IK.{one}.{YEAR}" for one in (1, 2, 3, 4)]
    assert len(set(Case.objects.values_list("number", flat=True))) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"pattern": ""},
        {"pattern": "IK.{number}"},
        {"pattern": "{number}{year}{0.__class__}"},
        {"pattern": "A-SYMBOL-THAT-IS-TOO-LONG.{number}.{year}"},
        {"pattern": "{number}\x00{year}"},
        {"last_number": "-1"},
        {"last_number": "1000000"},
        {"last_number": "many"},
        {"last_number": ""},
    ],
)
def test_a_pattern_that_makes_no_numbers_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    answer = send(cast, **wrong)
    assert answer.status_code == 422
    assert not AuditEvent.objects.filter(verb="case_numbering.changed").exists()


def test_two_administrators_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    assert send(cast).status_code == 302
    answer = send(cast, version=1, pattern="X.{number}.{year}")
    assert answer.status_code == 422 and "X.{number}.{year}" in answer.content.decode()
    assert CaseNumbering.objects.get().pattern == "OPS.5120.{number}.{year}"


@pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "analyst"])
def test_nobody_else_numbers_cases(cast: Cast, who: str) -> None:
    assert browser_of(getattr(cast, who)).get(url("case_numbering")).status_code == 404
    assert send(cast, who).status_code == 404
