"""Duties, swaps and absences through the API: the same rules as on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.roster.models import DutyPlace, Shift
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.roster.making import FRIDAY, clock, make_absence, make_place, make_shift
from tests.cast import Cast

NOBODY = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"


@pytest.fixture
def program(cast: Cast) -> Program:
    """Of somebody who plans."""
    return program_of(cast.supervisor)


@pytest.fixture
def place(cast: Cast) -> DutyPlace:
    """Round the clock."""
    return make_place()


@pytest.fixture
def shift(cast: Cast, place: DutyPlace) -> Shift:
    """The consultant's day."""
    return make_shift(place, cast.consultant, clock(FRIDAY, "7:00"))


def facts(place: DutyPlace, **more: Any) -> dict[str, Any]:
    given = {
        "place": str(place.pk),
        "starts_at": "2026-12-03T19:00:00+01:00",
        "ends_at": "2026-12-04T07:00:00+01:00",
    }
    return given | more


def test_a_duty_is_planned_moved_and_removed(
    cast: Cast, program: Program, place: DutyPlace
) -> None:
    person = str(cast.consultant.pk)
    path, shift, tag = made(program, "shifts/", facts(place, person=person))
    assert (shift["person"], shift["version"]) == (person, 1)
    moved = ok(program.patch(path, {"person": None}, match=tag))
    assert (moved["person"], moved["starts_at"]) == (None, shift["starts_at"])
    assert_problem(program.patch(path, {"person": person}, match=tag), 412)
    assert ok(program.get(f"shifts/?place={place.pk}&vacant=true"))["results"][0]["version"] == 2
    assert ok(program.get(f"shifts/?person={person}"))["results"] == []
    tag = program.get(path).headers["ETag"]
    assert program.delete(path, match=tag).status_code == 204
    assert_problem(program.get(path), 404)


def test_what_makes_no_duty_is_said_with_its_member(
    cast: Cast, program: Program, place: DutyPlace, shift: Shift
) -> None:
    early = facts(place, ends_at="2026-12-03T18:00:00+01:00")
    assert pointers(program.post("shifts/", early)) == {"/ends_at"}
    long = facts(place, ends_at="2026-12-05T07:00:00+01:00")
    assert pointers(program.post("shifts/", long)) == {"/ends_at"}
    for name in ("place", "person"):
        unknown = facts(place) | {name: NOBODY}
        assert pointers(program.post("shifts/", unknown)) == {f"/{name}"}
    busy = facts(
        place,
        person=str(cast.consultant.pk),
        starts_at=clock(FRIDAY, "18:00").isoformat(),
        ends_at=clock(FRIDAY, "20:00").isoformat(),
    )
    assert pointers(program.post("shifts/", busy)) == {"/person"}
    naive = facts(place, starts_at="2026-10-25T02:30:00")
    assert pointers(program.post("shifts/", naive)) == {"/starts_at"}


@pytest.mark.parametrize(("offset", "hours"), [(2, 8), (1, 7)])
def test_either_of_two_hours_can_be_meant(
    program: Program, place: DutyPlace, offset: int, hours: int
) -> None:
    starts = f"2026-10-25T02:30:00+0{offset}:00"
    ends = "2026-10-25T09:30:00+01:00"
    made(program, "shifts/", facts(place, starts_at=starts, ends_at=ends))
    assert Shift.objects.get().length == timedelta(hours=hours)


def test_sent_twice_is_one_duty(program: Program, place: DutyPlace) -> None:
    for _twice in range(2):
        assert (
            program.post(
                "shifts/", facts(place), key="3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a11"
            ).status_code
            == 201
        )
    assert Shift.objects.count() == 1


def test_who_is_on_duty_now(cast: Cast, program: Program, place: DutyPlace) -> None:
    make_shift(place, cast.consultant)
    make_shift(place, cast.colleague, timezone.now() + timedelta(hours=1))
    found = ok(program.get("on-duty/"))["results"]
    assert [one["person"] for one in found] == [str(cast.consultant.pk)]
    assert ok(program.get("on-duty/?role=coordinator"))["results"] == []
    assert program.get("on-duty/?role=pilot").status_code == 400


def test_places_tell_their_hours(program: Program, place: DutyPlace) -> None:
    found = ok(program.get(f"duty-places/{place.pk}/"))
    assert (found["always"], found["hours"], found["role"]) == (True, [], "consultant")


def test_a_swap_takes_its_way(cast: Cast, place: DutyPlace, shift: Shift) -> None:
    asker, asked = program_of(cast.consultant), program_of(cast.colleague)
    body = {"shift": str(shift.pk), "asked": str(cast.colleague.pk)}
    path, swap, tag = made(asker, "swaps/", body)
    assert swap["state"] == "asked"
    assert_problem(asker.post(f"{path}agree/", match=tag), 409)
    assert_problem(program_of(cast.supervisor).post(f"{path}agree/", match=tag), 404)
    assert ok(asked.post(f"{path}agree/", match=tag))["state"] == "done"
    shift.refresh_from_db()
    assert shift.person == cast.colleague
    assert_problem(asked.post(f"{path}decline/", match=tag), 412)


def test_whom_one_cannot_ask(cast: Cast, shift: Shift) -> None:
    asker = program_of(cast.consultant)
    make_absence(cast.colleague, FRIDAY)
    body = {"shift": str(shift.pk), "asked": str(cast.colleague.pk)}
    assert pointers(asker.post("swaps/", body)) == {"/asked"}
    assert pointers(asker.post("swaps/", body | {"asked": NOBODY})) == {"/asked"}
    assert pointers(asker.post("swaps/", body | {"in_return": NOBODY})) == {"/in_return"}
    other = program_of(cast.colleague)
    assert pointers(other.post("swaps/", body)) == {"/shift"}


def test_absences_are_ones_own_unless_one_plans(cast: Cast, program: Program, shift: Shift) -> None:
    own = program_of(cast.consultant)
    days = {"first_on": FRIDAY.isoformat(), "last_on": FRIDAY.isoformat()}
    assert pointers(own.post("absences/", days)) == {"/give_back"}
    backwards = days | {"last_on": (FRIDAY - timedelta(days=1)).isoformat()}
    assert pointers(own.post("absences/", backwards)) == {"/last_on"}
    others = days | {"person": str(cast.colleague.pk)}
    assert pointers(own.post("absences/", others)) == {"/person"}
    path, _absence, tag = made(program, "absences/", others)
    assert_problem(own.get(path), 404)
    made(own, "absences/", days | {"give_back": True})
    shift.refresh_from_db()
    assert shift.person is None
    assert program.delete(path, match=tag).status_code == 204


def test_a_city_without_the_roster_has_no_such_noun(cast: Cast, program: Program) -> None:
    from ostoja.ui import city
    from tenants.profile.models import CityProfile

    CityProfile.objects.update(modules=["contact"])
    city.forget("gdansk")
    assert_problem(program.get("shifts/"), 404)
