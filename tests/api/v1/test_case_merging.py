"""Two cases of one person made one by a program, and separated again."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case, CaseMerge
from tests.api.programs import assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast


@pytest.fixture
def both(cast: Cast) -> list[Case]:
    return [make_case(cast, pseudonym=name) for name in ("Wrzos", "Kalina")]


def body(merged: Case, **choices: str) -> dict[str, Any]:
    return {"other": str(merged.pk), "other_version": merged.version, "choices": choices}


def test_merged_listed_and_separated(cast: Cast, both: list[Case]) -> None:
    kept, merged = both
    program = program_of(cast.consultant)
    path = f"cases/{kept.pk}/merges/"
    made = program.post(path, body(merged, pseudonym="kept"), match='"1"')
    assert made.status_code == 201, made.content
    assert made.json()["merged_number"] == merged.number
    assert program.get(path).json()["results"] == [made.json()]
    signpost = program.get(f"cases/{merged.pk}/").json()
    assert (signpost["state"], signpost["merged_into"]) == ("closed", str(kept.pk))
    separated = program.post(f"{path}{made.json()['id']}/separate/", {})
    assert separated.status_code == 200 and separated.json()["pseudonym"] == "Wrzos"
    assert program.get(f"cases/{merged.pk}/").json()["merged_into"] is None
    assert program.get(path).json()["results"][0]["undone_at"] is not None


def test_a_conflict_without_a_choice_is_refused(cast: Cast, both: list[Case]) -> None:
    program = program_of(cast.consultant)
    path = f"cases/{both[0].pk}/merges/"
    assert_problem(program.post(path, body(both[1]), match='"1"'), 409)
    assert_problem(program.post(path, body(both[1], pseudonym="both"), match='"1"'), 422)
    assert_problem(program.post(path, body(both[1], name="kept"), match='"1"'), 422)
    assert not CaseMerge.objects.exists()


def test_what_was_changed_meanwhile_is_refused(cast: Cast, both: list[Case]) -> None:
    program = program_of(cast.consultant)
    path, sent = f"cases/{both[0].pk}/merges/", body(both[1], pseudonym="kept")
    assert_problem(program.post(path, sent, match='"2"'), 412)
    assert_problem(program.post(path, {**sent, "other_version": 2}, match='"1"'), 412)
    assert_problem(program.post(path, sent), 428)


@pytest.mark.parametrize("who", ["supervisor", "partner_worker", "coordinator"])
def test_who_does_not_lead_them_finds_nothing(cast: Cast, both: list[Case], who: str) -> None:
    program, path = program_of(getattr(cast, who)), f"cases/{both[0].pk}/merges/"
    assert_problem(program.get(path), 404)
    assert_problem(program.post(path, body(both[1], pseudonym="kept"), match='"1"'), 404)
    assert_problem(program.post(f"{path}{uuid4()}/separate/", {}), 404)


def test_the_other_case_must_be_there(cast: Cast, both: list[Case]) -> None:
    foreign = make_case(cast, lead=cast.partner, by=cast.partner_worker)
    path = f"cases/{both[0].pk}/merges/"
    assert_problem(program_of(cast.consultant).post(path, body(foreign), match='"1"'), 404)
