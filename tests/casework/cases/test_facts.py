"""What reports and eligibility ask of a person: never required, and silence is kept apart."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from casework.cases.actions import merge_cases
from casework.cases.choices_of_facts import age_band
from casework.cases.models import Case
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.api.programs import program_of
from tests.api.v1.answers import ok
from tests.casework.cases.situations import form_data, make_case, url, words
from tests.casework.cases.test_opening_page import opening
from tests.cast import Cast, browser_of

FACTS: dict[str, Any] = {
    "sex": "female",
    "birth_year": 1990,
    "district": "Oliwa",
    "situation": ["homelessness", "illness"],
}


def test_nothing_of_it_is_required(cast: Cast) -> None:
    assert browser_of(cast.consultant).post(url("case_new"), opening()).status_code == 302
    case = Case.objects.get()
    assert (case.sex, case.birth_year, case.district, case.situation) == ("", None, "", [])
    assert case.not_said == [] and case.known_age == 34


def test_what_was_said_stands_on_the_case(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    assert browser.post(url("case_new"), {**opening(age=""), **FACTS}).status_code == 302
    case = Case.objects.get()
    assert case.known_age == timezone.localdate().year - 1990
    page = words(browser, "case", case.pk, language="pl")
    for said in ("kobieta lub dziewczynka", "Oliwa", "bezdomność, długotrwała", "1990"):
        assert said in page
    changed = form_data(case, sex="not_said", not_said=["district"])
    assert browser.post(url("case_edit", case.pk), changed).status_code == 302
    page = words(browser, "case", case.pk, language="pl")
    assert "woli nie podawać" in page and "dzielnicy" in page and "Oliwa" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth_year": "1899"},
        {"birth_year": str(timezone.now().year + 2)},
        {"sex": "x"},
        {"situation": ["x"]},
        {"district": "a" * 101},
        {"district": "Oliwa", "not_said": ["district"]},
        {"age": "34", "not_said": ["birth_year"]},
        {"not_said": ["sex"]},
    ],
)
def test_what_cannot_be_meant_is_told(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = browser_of(cast.consultant).post(url("case_new"), {**opening(), **wrong})
    assert answer.status_code == 422 and not Case.objects.exists()


def test_the_database_refuses_a_year_that_cannot_be_meant(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="case_birth_year_can_be_meant"):
        make_case(cast, birth_year=1234)


def test_a_partner_sees_none_of_it(cast: Cast) -> None:
    case = make_case(cast, **FACTS)
    grant(cast.partner.group, case, Permission.CASE_VIEW)
    page = words(browser_of(cast.partner_worker), "case", case.pk)
    assert "Oliwa" not in page and "woman or girl" not in page
    shown = ok(program_of(cast.partner_worker).get(f"cases/{case.pk}/"))
    assert all(shown[name] is None for name in (*FACTS, "not_said"))


def test_programs_read_and_write_it(cast: Cast) -> None:
    program, case = program_of(cast.consultant), make_case(cast)
    shown = ok(program.patch(f"cases/{case.pk}/", FACTS, match=f'"{case.version}"'))
    assert {name: shown[name] for name in FACTS} == FACTS
    kept = ok(program.patch(f"cases/{case.pk}/", {"sex": ""}, match=f'"{shown["version"]}"'))
    assert kept["sex"] == "" and kept["district"] == "Oliwa"


def test_merging_keeps_what_either_case_says(cast: Cast) -> None:
    kept, merged = make_case(cast, not_said=["district"]), make_case(cast, **FACTS)
    merge_cases(
        kept=kept,
        merged=merged,
        versions=(kept.version, merged.version),
        choices={},
        submission=kept.pk,
        group=cast.centre.group,
        by=cast.consultant,
    )
    kept.refresh_from_db()
    assert kept.district == "Oliwa" and kept.not_said == [] and kept.birth_year == 1990


@pytest.mark.parametrize(
    ("age", "first"), [(None, None), (0, 0), (6, 0), (7, 7), (17, 13), (18, 18), (120, 75)]
)
def test_ages_are_counted_in_bands(age: int | None, first: int | None) -> None:
    assert age_band(age) == first
