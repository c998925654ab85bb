"""The fields of the design system, and text that cannot be kept."""

import datetime
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ostoja.ui.forms import DateField, Form, LongText, TimeField, check_storable, storable


class Dated(Form):
    day = DateField(label="Day", required=False)


class Timed(Form):
    at = TimeField(label="Time")


class Written(Form):
    story = LongText(label="Story", max_length=5)
    kind = forms.ChoiceField(choices=[("a", "A")], required=False)
    address = forms.EmailField(required=False)
    number = forms.IntegerField(required=False)
    day = DateField(required=False)


def dated(day: str, month: str, year: str) -> Dated:
    return Dated({"day_day": day, "day_month": month, "day_year": year})


def code_of(form: forms.Form, field: str) -> str | None:
    return form.errors.as_data()[field][0].code


def test_a_date_is_read_from_its_parts() -> None:
    form = dated("1", "03", "2026")
    assert form.is_valid()
    assert form.cleaned_data["day"] == datetime.date(2026, 3, 1)
    assert dated("", " ", "").is_valid()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "2", "2026"), "invalid"),
        (("x", "2", "2026"), "invalid"),
        (("1", "2", "9" * 5000), "invalid"),
        (("1", "2", ""), "incomplete"),
        (("1", "2", "26"), "year"),
        (("\x00", "2", "2026"), "invalid"),
        (("\ud800", "2", "2026"), "invalid"),
    ],
)
def test_a_date_that_is_none_is_refused(parts: tuple[str, str, str], code: str) -> None:
    form = dated(*parts)
    assert code_of(form, "day") == code
    str(form).encode()


def test_a_date_that_was_there_is_shown_in_parts() -> None:
    form = Dated(initial={"day": datetime.date(2026, 3, 1)})
    assert 'value="2026"' in str(form)


def test_a_date_has_changed_when_it_is_another_day() -> None:
    field = DateField()
    assert not field.has_changed(datetime.date(2026, 3, 1), ["01", "3", "2026"])
    assert field.has_changed(datetime.date(2026, 3, 1), ["2", "3", "2026"])
    assert field.has_changed(None, ["2", "", ""])


@pytest.mark.parametrize(("text", "hour"), [("14", 14), ("8", 8), ("08", 8), ("0", 0), ("23", 23)])
def test_a_whole_hour_is_no_hour_with_minutes(text: str, hour: int) -> None:
    form = Timed({"at": text})
    assert form.is_valid() and form.cleaned_data["at"] == datetime.time(hour)


@pytest.mark.parametrize("text", ["14:30", "14.30", "1430", " 14:30 ", "14:30:00"])
def test_a_time_is_read_as_people_write_it(text: str) -> None:
    form = Timed({"at": text})
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime.time(14, 30)


@pytest.mark.parametrize("text", ["25:00", "noon", "\x00"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    assert code_of(Timed({"at": text}), "at") == "invalid"


def test_a_time_is_shown_without_seconds() -> None:
    assert 'value="14:30"' in str(Timed(initial={"at": datetime.time(14, 30)}))


def test_a_line_end_is_one_character() -> None:
    form = Written({"story": "a\r\nb\r\nc"})
    assert form.is_valid()
    assert form.cleaned_data["story"] == "a\nb\nc"


def test_what_is_too_long_is_refused_and_kept_whole() -> None:
    form = Written({"story": "123456"})
    with translation.override("pl"):
        assert form.errors["story"] == ["Napisz najwyżej 5 znaków. Teraz jest ich 6."]
    assert "123456" in str(form)


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "\udfff"])
@pytest.mark.parametrize("field", ["story", "kind", "address", "number"])
def test_what_cannot_be_kept_is_an_error_and_never_a_crash(bad: str, field: str) -> None:
    form = Written({"story": "ok", field: bad})
    assert list(form.errors) == [field]
    str(form).encode()
    str(form.errors).encode()


@pytest.mark.parametrize(
    ("language", "word"),
    [("pl", "zapisać"), ("en", "saved"), ("de", "gespeichert"), ("uk", "зберегти")],
)
def test_it_is_told_once_in_the_pages_language(language: str, word: str) -> None:
    with translation.override(language):
        (message,) = Written({"story": "a\x00"}).errors["story"]
    assert word in message


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_storable_text_can_be_encoded_and_passes(text: str) -> None:
    kept = storable(text)
    kept.encode()
    check_storable(kept)
    assert len(kept) == len(text)


@pytest.mark.parametrize("value", [None, 3, datetime.date(2026, 1, 1)])
def test_what_is_no_text_is_left_alone(value: Any) -> None:
    check_storable(value)
    assert storable(value) is value


def test_lists_are_looked_through() -> None:
    assert storable(["a\x00", 1]) == ["a\N{REPLACEMENT CHARACTER}", 1]
