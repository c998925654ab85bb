"""The form of hours for a set period, without pages around it."""

from datetime import date, time
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from casework.partners.forms import PeriodForm
from casework.partners.models import Service
from casework.partners.periods import Period
from tests.casework.partners.builders import hours, make_service, signatory

TODAY = date(2026, 11, 22)
WINTER = Period(date(2026, 12, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def service(gdansk: None) -> Service:
    return make_service(signatory("body"))


def sent(period: Period, **answers: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["version"] = "1"
    for name, day in (("first", period.first), ("last", period.last)):
        for part in ("day", "month", "year"):
            data[f"{name}_{part}"] = str(getattr(day, part)) if day else ""
    data.update(answers)
    return data


def form_of(service: Service, period: Period, **answers: Any) -> PeriodForm:
    before = answers.pop("before", None)
    return PeriodForm(sent(period, **answers), service=service, before=before)


class TestDays:
    @pytest.mark.parametrize(
        ("period", "field"),
        [
            (Period(), "first"),
            (Period(date(2026, 12, 2), date(2026, 12, 1)), "last"),
            (Period(date(2026, 1, 1), date(2026, 11, 21)), "last"),
            (Period(None, date(2026, 11, 21)), "last"),
        ],
        ids=str,
    )
    def test_what_is_no_period_ahead_is_refused(
        self, service: Service, period: Period, field: str
    ) -> None:
        form = form_of(service, period, is_closed="on")
        assert not form.is_valid() and list(form.errors) == [field]

    @pytest.mark.parametrize(
        "period",
        [
            WINTER,
            Period(WINTER.first),
            Period(None, WINTER.last),
            Period(TODAY, TODAY),
            Period(date(2020, 1, 1), TODAY),
        ],
        ids=str,
    )
    def test_what_is_not_over_is_taken(self, service: Service, period: Period) -> None:
        form = form_of(service, period, **{"hours-MO": "8–12"})
        assert form.is_valid(), form.errors
        facts = form.facts()
        assert facts["period"] == period
        assert facts["hours"]["MO"] == [(time(8), time(12))] and facts["hours"]["TU"] == []

    @pytest.mark.parametrize(
        ("other", "is_free"),
        [
            (Period(date(2026, 11, 1), date(2026, 11, 30)), True),
            (Period(date(2027, 1, 1)), True),
            (Period(date(2026, 11, 1), date(2026, 12, 1)), False),
            (Period(date(2026, 12, 31)), False),
            (Period(date(2026, 12, 10), date(2026, 12, 11)), False),
            (Period(None, date(2099, 1, 1)), False),
        ],
        ids=str,
    )
    def test_no_day_has_two_kinds_of_other_hours(
        self, service: Service, other: Period, is_free: bool
    ) -> None:
        hours(service, ["MO"], "08:00", "12:00", valid_from=other.first, valid_to=other.last)
        assert form_of(service, WINTER, is_closed="on").is_valid() is is_free

    def test_the_usual_hours_are_in_nobodys_way(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "12:00")
        assert form_of(service, WINTER, is_closed="on").is_valid()

    def test_a_period_is_not_in_its_own_way(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
        longer = Period(WINTER.first, date(2027, 1, 31))
        assert form_of(service, longer, before=WINTER, is_closed="on").is_valid()
        assert not form_of(service, longer, is_closed="on").is_valid()


class TestHoursOrClosed:
    @pytest.mark.parametrize(
        ("answers", "is_valid"),
        [
            ({"is_closed": "on"}, True),
            ({"hours-SU": "0–24"}, True),
            ({}, False),
            ({"is_closed": "on", "hours-SU": "0–24"}, False),
        ],
        ids=str,
    )
    def test_it_is_one_of_the_two(
        self, service: Service, answers: dict[str, str], is_valid: bool
    ) -> None:
        form = form_of(service, WINTER, **answers)
        assert form.is_valid() is is_valid
        assert ("is_closed" in form.errors) is not is_valid

    def test_hours_that_cannot_be_read_are_told_once(self, service: Service) -> None:
        form = form_of(service, WINTER, **{"hours-MO": "od rana"})
        assert not form.is_valid()
        assert list(form.hours.errors) == ["MO"] and not form.errors

    def test_all_errors_are_told_at_once(self, service: Service) -> None:
        form = form_of(service, Period(), **{"hours-MO": "od rana"})
        assert not form.is_valid() and form.errors and form.hours.errors


class TestWhatIsThere:
    def test_a_new_form_is_empty(self, service: Service) -> None:
        form = PeriodForm(service=service)
        assert form.initial == {"version": 1} and form.known == {}

    @pytest.mark.parametrize("days", [["MO"], []], ids=["open", "closed"])
    def test_a_form_shows_its_period(self, service: Service, days: list[str]) -> None:
        hours(service, days, "08:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
        form = PeriodForm(service=service, before=WINTER)
        assert (form["first"].value(), form["last"].value()) == (WINTER.first, WINTER.last)
        assert form["is_closed"].value() is not bool(days)
        assert bool(form.hours["MO"].value()) is bool(days)

    def test_who_was_overtaken_sees_all_periods(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
        form = form_of(service, Period(date(2027, 1, 1)), is_closed="on")
        assert form.is_valid()
        with override("en"):
            now = [(one.key, one.value) for one in form.differences(service)]
        assert now == [("From 1 December 2026 to 31 December 2026", "Monday 8:00–12:00")]

    def test_none_is_told_too(self, service: Service) -> None:
        form = form_of(service, WINTER, is_closed="on")
        assert form.is_valid()
        with override("en"):
            now = [(one.key, one.value) for one in form.differences(service)]
        assert now == [("Hours for a set period", "–")]

    def test_the_same_is_no_difference(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
        form = form_of(service, WINTER, **{"hours-MO": "8:00–12:00"})
        assert form.is_valid() and form.differences(service) == []

    def test_a_move_that_was_not_made_is_a_difference(self, service: Service) -> None:
        january = Period(date(2027, 1, 1), date(2027, 1, 31))
        for period in (WINTER, january):
            days = {"valid_from": period.first, "valid_to": period.last}
            hours(service, ["MO"], "08:00", "12:00", **days)
        form = form_of(service, january, before=WINTER, **{"hours-MO": "8:00–12:00"})
        assert form.is_valid() and len(form.differences(service)) == 2
