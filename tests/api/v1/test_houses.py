"""Houses and beds written through the API: the same rules as on the pages."""

from typing import Any

import pytest

from casework.shelter.models import Bed, BedClosure, Facility
from ostoja.audit.models import AuditEvent
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.shelter.making import beds_named, day, make_house, make_stay
from tests.cast import Cast

NOBODY = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"


@pytest.fixture
def program(cast: Cast) -> Program:
    """The supervisor's, of the centre that runs the house."""
    return program_of(cast.supervisor)


@pytest.fixture
def house(cast: Cast) -> Facility:
    """Of the centre, with three beds."""
    found: Facility = make_house(cast.centre)
    return found


def house_facts(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "organisation": str(cast.centre.pk),
        "name": "Mieszkanie chronione",
        "kind": "supported_flat",
    } | changes


def bed_facts(house: Facility, **changes: Any) -> dict[str, Any]:
    return {"facility": str(house.pk), "name": "9", "room": "pokój 4"} | changes


def test_a_house_is_added_with_its_beds_and_changed(cast: Cast, program: Program) -> None:
    path, house, tag = made(program, "facilities/", house_facts(cast, address="ul. Zmyślona 1"))
    assert (house["is_active"], house["address"]) == (True, "ul. Zmyślona 1")
    limit = {"limit_months": 6, "limit_rule": "Regulamin domu"}
    changed = program.patch(path, limit, match=tag)
    assert ok(changed) == {**house, **limit, "version": house["version"] + 1}
    assert_problem(program.patch(path, {"name": "Inny"}, match=tag), 412)
    _path, bed, _tag = made(program, "beds/", {"facility": house["id"], "name": "1", "room": "A"})
    assert (bed["room"], bed["is_active"], bed["is_cot"]) == ("A", True, False)
    noted = AuditEvent.objects.filter(verb__in=["facility.added", "facility.changed"])
    assert noted.count() == 2


def test_a_house_sent_twice_is_one(cast: Cast, program: Program) -> None:
    for _twice in range(2):
        assert program.post("facilities/", house_facts(cast), key=NOBODY).status_code == 201
    assert Facility.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"limit_months": 6}, "/limit_rule"),
        ({"limit_months": 61, "limit_rule": "x"}, "/limit_months"),
        ({"kind": "castle"}, "/kind"),
        ({"name": "  "}, "/name"),
        ({"organisation": NOBODY}, "/organisation"),
    ],
)
def test_what_makes_no_house_is_said_with_its_member(
    cast: Cast, program: Program, changes: dict[str, Any], pointer: str
) -> None:
    assert pointers(program.post("facilities/", house_facts(cast) | changes)) == {pointer}
    assert not Facility.objects.exists()


def test_a_bed_is_changed_and_keeps_what_was_left_out(program: Program, house: Facility) -> None:
    [bed] = beds_named(house, "1")
    path, tag = f"beds/{bed.pk}/", program.get(f"beds/{bed.pk}/").headers["ETag"]
    changed = program.patch(path, {"is_family": True, "room": "pokój 2"}, match=tag)
    assert ok(changed)["name"] == "1"
    bed.refresh_from_db()
    assert (bed.is_family, bed.room.name, bed.is_active) == (True, "pokój 2", True)
    assert_problem(program.patch(path, {"is_cot": True}, match=tag), 412)


def test_a_name_that_another_bed_has_and_a_bed_that_somebody_has(
    cast: Cast, program: Program, house: Facility
) -> None:
    assert pointers(program.post("beds/", bed_facts(house, name="1"))) == {"/name"}
    [bed] = make_stay(cast, house, "1").facility.beds.filter(name="1")
    tag = program.get(f"beds/{bed.pk}/").headers["ETag"]
    gone = program.patch(f"beds/{bed.pk}/", {"is_active": False}, match=tag)
    assert pointers(gone) == {"/is_active"}
    closed = program.post(f"beds/{bed.pk}/close/", {"first_on": str(day()), "reason": "Rama"})
    assert pointers(closed) == {"/first_on"}
    assert Bed.objects.get(pk=bed.pk).is_active and not BedClosure.objects.exists()


def test_a_bed_goes_out_of_service_and_comes_back(program: Program, house: Facility) -> None:
    [bed] = beds_named(house, "2")
    sent = {"first_on": str(day()), "last_on": str(day(3)), "reason": "Złamana rama"}
    closure = ok(program.post(f"beds/{bed.pk}/close/", sent))
    assert closure == {"id": closure["id"], "bed": str(bed.pk), **sent}
    free = ok(program.get(f"beds/?free_on={day()}"))["results"]
    assert [one["name"] for one in free] == ["1", "3"]
    assert ok(program.get(f"bed-closures/?bed={bed.pk}"))["results"] == [closure]
    back = f"bed-closures/{closure['id']}/reopen/"
    assert ok(program.post(back))["name"] == "2"
    assert not BedClosure.objects.exists()
    assert_problem(program.post(back), 404)
    before = {**sent, "last_on": str(day(-1))}
    assert pointers(program.post(f"beds/{bed.pk}/close/", before)) == {"/last_on"}


def test_nobody_writes_about_a_house_of_others(cast: Cast, house: Facility) -> None:
    stranger = program_of(cast.stranger)
    [bed] = beds_named(house, "1")
    assert pointers(stranger.post("facilities/", house_facts(cast))) == {"/organisation"}
    assert pointers(stranger.post("beds/", bed_facts(house))) == {"/facility"}
    for path, sent in ((f"facilities/{house.pk}/", {"name": "X"}), (f"beds/{bed.pk}/", {})):
        tag = stranger.get(path).headers["ETag"]
        assert_problem(stranger.patch(path, sent, match=tag), 404)
    closed = {"first_on": str(day()), "reason": "Rama"}
    assert_problem(stranger.post(f"beds/{bed.pk}/close/", closed), 404)
    closure = BedClosure.objects.create(bed=bed, first_on=day(), reason="Rama")
    assert ok(stranger.get("bed-closures/"))["results"] == []
    assert_problem(stranger.post(f"bed-closures/{closure.pk}/reopen/"), 404)
    assert BedClosure.objects.exists()


def test_who_coordinates_writes_about_every_house(cast: Cast, house: Facility) -> None:
    coordinator = program_of(cast.coordinator)
    assert ok(coordinator.post("beds/", bed_facts(house)), 201)["name"] == "9"
    moved = house_facts(cast, organisation=str(cast.partner.pk))
    assert ok(coordinator.post("facilities/", moved), 201)["organisation"] == str(cast.partner.pk)
