"""Houses, beds, nights and stays through the API: the same rules as on the pages."""

from typing import Any

import pytest

from casework.cases.models import Case
from casework.shelter.models import Facility, Stay
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import (
    beds_named,
    day,
    make_bed,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
)
from tests.cast import Cast

NOBODY = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"


@pytest.fixture
def program(cast: Cast) -> Program:
    """The consultant's."""
    return program_of(cast.consultant)


@pytest.fixture
def house(cast: Cast) -> Facility:
    """Of the centre, with three beds."""
    found: Facility = make_house(cast.centre)
    return found


@pytest.fixture
def case(cast: Cast) -> Case:
    """Led by the centre."""
    return make_case(cast)


def facts(case: Case, house: Facility, **changes: Any) -> dict[str, Any]:
    given = {
        "case": str(case.pk),
        "facility": str(house.pk),
        "beds": [str(bed.pk) for bed in beds_named(house, "1")],
        "people": 1,
        "basis": "art_47",
        "started_on": str(day()),
        "planned_end_on": str(day(7)),
    }
    return given | changes


def test_a_stay_from_admission_to_discharge(program: Program, case: Case, house: Facility) -> None:
    path, stay, tag = made(program, "stays/", facts(case, house))
    assert (stay["beds"], stay["ended_on"]) == (facts(case, house)["beds"], None)
    other = [str(bed.pk) for bed in beds_named(house, "2")]
    moved = program.post(f"{path}beds/", {"beds": other, "from_on": str(day())}, match=tag)
    assert ok(moved)["beds"] == other
    tag = moved.headers["ETag"]
    left = {"step": "leave", "until": str(day(3)), "destination": "rented"}
    decided = program.post(f"{path}decide/", left, match=tag)
    assert ok(decided)["planned_end_on"] == str(day(3))
    gone = {"ended_on": str(day()), "destination": "rented"}
    assert_problem(program.post(f"{path}discharge/", gone, match=tag), 412)
    tag = decided.headers["ETag"]
    assert ok(program.post(f"{path}discharge/", gone, match=tag))["destination"] == "rented"
    again = program.post(f"{path}discharge/", gone, match=program.get(path).headers["ETag"])
    assert_problem(again, 409)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"planned_end_on": "2020-01-01"}, "/planned_end_on"),
        ({"people": 2}, "/beds"),
        ({"beds": [NOBODY]}, "/beds/0"),
        ({"case": NOBODY}, "/case"),
        ({"facility": NOBODY}, "/facility"),
        ({"basis": "art_47_3a"}, "/certificate_until"),
        ({"basis": "art_48"}, "/basis"),
        ({"started_on": "x"}, "/started_on"),
    ],
)
def test_what_makes_no_stay_is_said_with_its_member(
    program: Program, case: Case, house: Facility, changes: dict[str, Any], pointer: str
) -> None:
    assert pointers(program.post("stays/", facts(case, house) | changes)) == {pointer}
    assert not Stay.objects.exists()


def test_a_bed_that_is_taken_and_a_case_that_has_one(
    cast: Cast, program: Program, case: Case, house: Facility
) -> None:
    make_stay(cast, house, "1")
    assert pointers(program.post("stays/", facts(case, house))) == {"/beds"}
    make_stay(cast, house, "2", case=case)
    third = [str(bed.pk) for bed in beds_named(house, "3")]
    assert_problem(program.post("stays/", facts(case, house, beds=third)), 409)


def test_sent_twice_is_one_stay(program: Program, case: Case, house: Facility) -> None:
    sent = facts(case, house)
    for _twice in range(2):
        assert program.post("stays/", sent, key=NOBODY).status_code == 201
    assert Stay.objects.count() == 1


def test_nobody_admits_to_a_house_or_a_case_of_others(
    cast: Cast, case: Case, house: Facility
) -> None:
    stranger = program_of(cast.stranger)
    assert pointers(stranger.post("stays/", facts(case, house))) == {"/case"}
    stay = make_stay(cast, house, case=case)
    assert_problem(stranger.get(f"stays/{stay.pk}/"), 404)
    assert ok(stranger.get("stays/"))["results"] == []
    supervisor = program_of(cast.supervisor)
    assert ok(supervisor.get(f"stays/{stay.pk}/"))["people"] == 1
    gone = {"ended_on": str(day()), "destination": "rented"}
    assert_problem(supervisor.post(f"stays/{stay.pk}/discharge/", gone, match='"1"'), 404)


def test_beds_are_filtered_by_what_they_are_and_when_they_are_free(
    cast: Cast, program: Program, house: Facility
) -> None:
    make_bed(house, "4", is_cot=True, is_accessible=True)
    make_stay(cast, house, "1", planned_end_on=day(2))

    def names(query: str) -> list[str]:
        return [one["name"] for one in ok(program.get(f"beds/?{query}"))["results"]]

    assert names(f"facility={house.pk}") == ["1", "2", "3", "4"]
    assert names(f"free_on={day()}&facility={house.pk}") == ["2", "3", "4"]
    assert names(f"free_on={day(2)}&is_cot=false&facility={house.pk}") == ["1", "2", "3"]
    assert names("is_accessible=true&is_family=false") == ["4"]
    assert_problem(program.get("beds/?free_on=tomorrow"), 400)


def test_nights_say_who_to_those_who_may_know(
    cast: Cast, program: Program, house: Facility
) -> None:
    stay = make_stay(cast, house, "1", planned_end_on=day(2))
    make_hold(cast, make_house(cast.partner, "partner"), until_on=day(1))
    asked = f"nights/?facility={house.pk}&first={day(1)}&last={day(5)}"
    [night] = ok(program.get(asked))["results"]
    assert (night["stay"], night["is_held"], night["night"]) == (
        str(stay.pk),
        False,
        str(day(1)),
    )
    everything = ok(program_of(cast.stranger).get("nights/"))["results"]
    assert [(one["stay"], one["is_held"]) for one in everything].count((None, True)) == 1
    assert {one["stay"] for one in everything} == {None}


def test_a_secret_address_is_null_for_others(cast: Cast, program: Program) -> None:
    secret = make_house(cast.partner, "secret", address="ul. Przykładowa 7", address_is_secret=True)
    assert ok(program.get(f"facilities/{secret.pk}/"))["address"] is None
    own = program_of(cast.partner_worker)
    assert ok(own.get(f"facilities/{secret.pk}/"))["address"] == "ul. Przykładowa 7"
    assert [
        one["key"] for one in ok(program.get("facilities/?kind=night_shelter"))["results"]
    ] == []


def test_stays_are_filtered(cast: Cast, program: Program, case: Case, house: Facility) -> None:
    late, other = make_old_stay(cast, house, 5, 1, "1"), make_stay(cast, house, "2", case=case)
    listed = ok(program.get(f"stays/?case={case.pk}"))["results"]
    assert [one["id"] for one in listed] == [str(other.pk)]
    found = ok(program.get(f"stays/?facility={house.pk}&open=true"))["results"]
    assert [one["id"] for one in found] == [str(other.pk), str(late.pk)]
    assert ok(program.get("stays/?open=false"))["results"] == []
