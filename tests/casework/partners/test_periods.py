"""Days between which hours hold: which they are, and how an address writes them."""

from datetime import date, timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.models import Schedule
from casework.partners.periods import Period, PeriodConverter, by_period, usual_hours
from tests.casework.partners.builders import hours, make_service, signatory

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ends = st.none() | days


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = draw(ends), draw(ends)
    if first and last and first > last:
        first, last = last, first
    return Period(first, last)


class TestDays:
    @pytest.mark.parametrize(
        ("period", "day", "is_in"),
        [
            (JULY, date(2026, 6, 30), False),
            (JULY, date(2026, 7, 1), True),
            (JULY, date(2026, 7, 31), True),
            (JULY, date(2026, 8, 1), False),
            (Period(date(2026, 7, 1)), date(2099, 1, 1), True),
            (Period(date(2026, 7, 1)), date(2026, 6, 30), False),
            (Period(None, date(2026, 7, 1)), date(1999, 1, 1), True),
            (Period(), date(2026, 7, 1), True),
        ],
    )
    def test_both_ends_are_included(self, period: Period, day: date, is_in: bool) -> None:
        assert (day in period) is is_in

    def test_the_usual_hours_are_no_set_period(self) -> None:
        assert not Period().is_set
        assert JULY.is_set and Period(JULY.first).is_set and Period(None, JULY.last).is_set

    @given(one=periods(), other=periods(), day=days)
    def test_they_overlap_where_some_day_is_in_both(
        self, one: Period, other: Period, day: date
    ) -> None:
        assert one.overlaps(other) is other.overlaps(one)
        assert one.overlaps(one)
        if day in one and day in other:
            assert one.overlaps(other)

    @given(one=periods(), other=periods())
    def test_they_do_not_where_one_ends_before_the_other(self, one: Period, other: Period) -> None:
        if one.ends < other.starts:
            assert not one.overlaps(other)
        elif one.starts <= other.ends:
            assert one.overlaps(other)

    @given(first=days, length=st.integers(0, 400))
    def test_neighbours_do_not_overlap(self, first: date, length: int) -> None:
        one = Period(first, first + timedelta(days=length))
        assert not one.overlaps(Period(one.ends + timedelta(days=1)))
        assert one.overlaps(Period(one.ends))


class TestAddresses:
    @given(periods().filter(lambda period: period.is_set))
    def test_what_is_written_is_read(self, period: Period) -> None:
        converter = PeriodConverter()
        assert converter.to_python(converter.to_url(period)) == period

    @pytest.mark.parametrize(
        "written", ["--", "2026-02-30--", "--2026-13-01", "2026-08-01--2026-07-01"]
    )
    def test_what_is_no_period_is_not_found(self, written: str) -> None:
        with pytest.raises(ValueError):
            PeriodConverter().to_python(written)

    def test_an_address_carries_it(self) -> None:
        key = "00000000-0000-4000-8000-000000000000"
        path = reverse("period_edit", args=[key, JULY], urlconf="ostoja.urls.city")
        assert path.endswith(f"/{key}/periods/2026-07-01--2026-07-31/edit/")

    def test_usual_hours_have_no_address(self) -> None:
        key = "00000000-0000-4000-8000-000000000000"
        path = reverse("period_edit", args=[key, Period()], urlconf="ostoja.urls.city")
        with pytest.raises(ValueError):
            PeriodConverter().to_python(path.split("/")[-3])
        with pytest.raises(NoReverseMatch):
            reverse("period_edit", args=[key], urlconf="ostoja.urls.city")


@pytest.mark.usefixtures("gdansk")
class TestSchedules:
    def test_they_are_put_together_by_period_usual_hours_first(self) -> None:
        service = make_service(signatory("body"))
        later = hours(service, ["MO"], "10:00", "11:00", valid_from=date(2026, 9, 1))
        summer = [
            hours(service, [day], "08:00", "12:00", valid_from=JULY.first, valid_to=JULY.last)
            for day in ("MO", "TU")
        ]
        usual = hours(service, ["FR"], "08:00", "15:00")
        found = by_period(service.schedules.all())
        assert list(found) == [Period(), JULY, Period(date(2026, 9, 1))]
        assert found[Period()] == [usual] and found[Period(date(2026, 9, 1))] == [later]
        assert {one.pk for one in found[JULY]} == {one.pk for one in summer}
        assert usual_hours(service) == [usual]

    def test_nothing_is_nothing(self) -> None:
        assert by_period([]) == {} and usual_hours(make_service(signatory("body"))) == []
        assert Schedule(by_day=[]).period == Period()
