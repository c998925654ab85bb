"""The form of a meeting: days and hours, and who may be chosen."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils import translation

from casework.meetings.forms import MeetingForm
from casework.meetings.models import Meeting
from casework.partners.models import Location
from tests.casework.meetings.making import make_meeting, noon, parts, today, typed_meeting
from tests.cast import Cast


def sent(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def form_of(cast: Cast, **changes: Any) -> MeetingForm:
    with translation.override("en"):
        form = MeetingForm(sent(typed_meeting(cast.partner, **changes)))
        form.full_clean()
    return form


def error_of(form: MeetingForm, name: str) -> str:
    return " ".join(str(error) for error in form[name].errors)


def test_day_and_hours_become_moments(cast: Cast, place: Location) -> None:
    form = form_of(cast, on=date(2026, 7, 15), place=str(place.pk), title="Lato")
    facts = form.facts()
    assert facts["starts_at"].isoformat() == "2026-07-15T10:00:00+02:00"
    assert facts["ends_at"] is not None and facts["ends_at"] > facts["starts_at"]
    assert (facts["host"], facts["place"], facts["title"]) == (cast.partner, place, "Lato")


def test_only_day_start_and_host_are_needed(cast: Cast) -> None:
    facts = form_of(cast, ends="").facts()
    assert (facts["ends_at"], facts["place"], facts["title"]) == (None, None, "")
    with translation.override("en"):
        errors = MeetingForm(QueryDict("kind=coalition")).errors
    assert set(errors) == {"day", "starts", "host"}


@pytest.mark.parametrize("hour", ["25", "25:00", "dziesiąta", "10:99", "\x00", "²"])
def test_an_hour_that_is_none_is_refused(cast: Cast, hour: str) -> None:
    assert error_of(form_of(cast, starts=hour), "starts")


@pytest.mark.parametrize("hour", ["1430", "14:30", "14.30"])
def test_an_hour_is_understood_as_people_write_it(cast: Cast, hour: str) -> None:
    starts_at = form_of(cast, starts=hour, ends="").facts()["starts_at"]
    assert (starts_at.hour, starts_at.minute) == (14, 30)


@pytest.mark.parametrize(("hour", "clock"), [("9", (9, 0)), ("930", (9, 30)), ("123", (1, 23))])
def test_fewer_figures_are_understood_too(cast: Cast, hour: str, clock: tuple[int, int]) -> None:
    starts_at = form_of(cast, starts=hour, ends="").facts()["starts_at"]
    assert (starts_at.hour, starts_at.minute) == clock


def test_an_hour_alone_is_a_whole_one(cast: Cast) -> None:
    assert form_of(cast, starts="9", ends="").facts()["starts_at"].hour == 9


@pytest.mark.parametrize("ends", ["10:00", "09:59", "00:30"])
def test_the_end_is_after_the_start(cast: Cast, ends: str) -> None:
    assert "later than the start" in error_of(form_of(cast, ends=ends), "ends")


@pytest.mark.parametrize("name", ["starts", "ends"])
def test_an_hour_that_the_clock_jumps_over_is_explained(cast: Cast, name: str) -> None:
    changes = {"starts": "01:00", "ends": "04:00", name: "02:30"}
    form = form_of(cast, on=date(2026, 3, 29), **changes)
    assert "does not exist" in error_of(form, name)


def test_an_hour_that_comes_twice_is_explained(cast: Cast) -> None:
    form = form_of(cast, on=date(2026, 10, 25), starts="02:30", ends="")
    assert "comes twice" in error_of(form, "starts")


@pytest.mark.parametrize("year", [1999, today().year + 6])
def test_a_year_that_cannot_be_meant_is_refused(cast: Cast, year: int) -> None:
    assert "between" in error_of(form_of(cast, on=date(year, 5, 5)), "day")


@pytest.mark.parametrize(
    "typed", [("31", "2", "2026"), ("", "2", "2026"), ("1", "1", "26"), ("9" * 5000, "1", "2026")]
)
def test_a_day_that_is_none_is_refused(cast: Cast, typed: tuple[str, str, str]) -> None:
    day = dict(zip(("day_day", "day_month", "day_year"), typed, strict=True))
    assert error_of(form_of(cast, **day), "day")


@pytest.mark.parametrize("name", ["host", "place"])
@pytest.mark.parametrize("value", ["x", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_who_is_not_on_the_list_is_refused(cast: Cast, name: str, value: str) -> None:
    assert error_of(form_of(cast, **{name: value}), name)


def test_a_title_that_is_too_long_is_refused(cast: Cast) -> None:
    assert error_of(form_of(cast, title="x" * 201), "title")
    assert error_of(form_of(cast, topic="x" * 5001), "topic")


@pytest.mark.parametrize("spoilt", ["", "x", "\x00"])
def test_a_spoilt_submission_is_replaced(cast: Cast, spoilt: str) -> None:
    form = form_of(cast, submission=spoilt)
    assert not form.errors and isinstance(form.cleaned_data["submission"], UUID)


def test_the_form_shows_a_meeting_as_it_is(cast: Cast, place: Location) -> None:
    late = noon().replace(hour=0, minute=30)
    meeting = make_meeting(cast.partner, starts_at=late, place=place, title="Noc")
    values = MeetingForm.values_of(Meeting.objects.get(pk=meeting.pk))
    assert (values["day"], values["starts"].isoformat()) == (today(), "00:30:00")
    assert (values["ends"], values["place"], values["version"]) == (None, place, 1)


def test_places_stand_under_their_host(cast: Cast, place: Location) -> None:
    html = MeetingForm(initial=parts("day", today())).as_p()
    assert f'<optgroup label="{cast.partner.name}">' in html
    assert f'<option value="{place.pk}">{place.name}</option>' in html


class TestSeries:
    @pytest.mark.parametrize(
        "typed", ["W obliczu bezdomności", "w obliczu BEZDOMNOSCI", "  W  obliczu bezdomności "]
    )
    def test_a_series_keeps_its_spelling(self, cast: Cast, typed: str) -> None:
        make_meeting(cast.partner, series="W obliczu bezdomności")
        assert form_of(cast, series=typed).facts()["series"] == "W obliczu bezdomności"

    def test_a_new_series_is_kept_as_it_is_written(self, cast: Cast) -> None:
        make_meeting(cast.partner, series="W obliczu bezdomności")
        assert form_of(cast, series="Zespół ds.  zimy").facts()["series"] == "Zespół ds. zimy"

    def test_a_meeting_may_stand_alone(self, cast: Cast) -> None:
        assert form_of(cast).facts()["series"] == ""

    @pytest.mark.parametrize("typed", ["x" * 101, "x\x00"])
    def test_what_cannot_be_kept_is_refused(self, cast: Cast, typed: str) -> None:
        assert error_of(form_of(cast, series=typed), "series")
