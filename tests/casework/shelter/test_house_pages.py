"""Pages of houses and beds: what each person sees and may change."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.shelter.models import Bed, BedClosure, Facility
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, url, words
from tests.casework.meetings.making import parts
from tests.casework.shelter.making import (
    beds_named,
    day,
    make_bed,
    make_house,
    make_stay,
)
from tests.cast import Cast, browser_of


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "Dom Spokojny",
        "kind": "mothers_home",
        "organisation": str(cast.centre.pk),
        "address": "ul. Przykładowa 5",
        "address_is_secret": "on",
        "limit_months": "12",
        "limit_rule": "regulamin domu",
        "is_active": "on",
        "submission": str(uuid4()),
    }
    return given | changes


def bed_typed(**changes: Any) -> dict[str, Any]:
    return {"name": "9", "room": "pokój 2", "is_cot": "on", "is_active": "on", **changes}


@pytest.fixture
def supervisor(cast: Cast) -> Client:
    """Of the centre, which runs the hostel."""
    return browser_of(cast.supervisor)


def test_a_house_is_added_once_and_changed(cast: Cast, supervisor: Client) -> None:
    sent = typed(cast)
    for _twice in range(2):
        assert supervisor.post(url("facility_new"), sent).status_code == 302
    house = Facility.objects.get(name="Dom Spokojny")
    assert (house.limit_months, house.address) == (12, "ul. Przykładowa 5")
    edit = url("facility_edit", house.pk)
    assert "regulamin domu" in words(supervisor, "facility_edit", house.pk)
    assert supervisor.post(edit, typed(cast, name="Dom", version="1")).status_code == 302
    overtaken = supervisor.post(edit, typed(cast, name="Inny", version="1"))
    assert overtaken.status_code == 422
    assert "Inny" in overtaken.content.decode()
    house.refresh_from_db()
    assert house.name == "Dom"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"kind": "castle"},
        {"limit_months": "0"},
        {"limit_months": "61"},
        {"limit_rule": ""},
        {"organisation": "x"},
    ],
)
def test_a_house_that_makes_no_sense(
    cast: Cast, supervisor: Client, changes: dict[str, str]
) -> None:
    answer = supervisor.post(url("facility_new"), typed(cast, **changes))
    assert (answer.status_code, Facility.objects.filter(kind="mothers_home").count()) == (422, 0)


def test_a_house_of_ones_own_body_alone_but_the_coordinator_writes_all(cast: Cast) -> None:
    foreign = typed(cast, organisation=str(cast.partner.pk))
    assert browser_of(cast.supervisor).post(url("facility_new"), foreign).status_code == 422
    assert browser_of(cast.partner_worker).post(url("facility_new"), foreign).status_code == 302
    foreign["submission"] = str(uuid4())
    assert browser_of(cast.coordinator).post(url("facility_new"), foreign).status_code == 302


def test_beds_are_added_changed_and_taken_out_of_service(
    cast: Cast, house: Facility, supervisor: Client
) -> None:
    assert supervisor.post(url("bed_new", house.pk), bed_typed()).status_code == 302
    bed = Bed.objects.get(name="9")
    assert (bed.is_cot, bed.room.name) == (True, "pokój 2")
    assert supervisor.post(url("bed_new", house.pk), bed_typed()).status_code == 422
    changed = bed_typed(name="9a", room="pokój 1", version="1")
    assert supervisor.post(url("bed_edit", bed.pk), changed).status_code == 302
    assert supervisor.post(url("bed_edit", bed.pk), changed).status_code == 422
    closed = {**parts("first_on", day()), "reason": "Malowanie"}
    assert supervisor.post(url("bed_close", bed.pk), closed).status_code == 302
    page = words(supervisor, "facility_beds", house.pk)
    assert "Malowanie" in page and "until further notice" in page
    closure = BedClosure.objects.get()
    assert supervisor.post(url("bed_reopen", closure.pk)).status_code == 302
    assert not BedClosure.objects.exists()


def test_a_bed_that_somebody_has_stays_in_use(
    cast: Cast, house: Facility, supervisor: Client
) -> None:
    make_stay(cast, house, "1")
    [bed] = beds_named(house, "1")
    sent = {"name": "1", "room": "pokój 1", "version": "1"}
    assert supervisor.post(url("bed_edit", bed.pk), sent).status_code == 422
    closed = {**parts("first_on", day(3)), **parts("last_on", day(2)), "reason": "Rura"}
    assert supervisor.post(url("bed_close", bed.pk), closed).status_code == 422
    closed = {**parts("first_on", day(3)), "reason": "Rura"}
    refused = supervisor.post(url("bed_close", bed.pk), closed)
    assert refused.status_code == 422 and "Rura" in refused.content.decode()
    bed.refresh_from_db()
    assert (bed.is_active, BedClosure.objects.count()) == (True, 0)


@pytest.mark.parametrize("who", ["partner_worker", "stranger", "consultant", "analyst", "officer"])
def test_beds_of_others_are_not_there_to_change(cast: Cast, house: Facility, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    [bed] = beds_named(house, "1")
    for name, pk in (
        ("facility_edit", house.pk),
        ("facility_beds", house.pk),
        ("bed_new", house.pk),
        ("bed_edit", bed.pk),
        ("bed_close", bed.pk),
    ):
        assert browser.get(url(name, pk)).status_code == 404, name
        refused = browser.post(url(name, pk), {}).status_code
        assert refused == (405 if name == "facility_beds" else 404), name


def test_a_secret_address_is_for_the_house_and_the_coordinator(cast: Cast) -> None:
    house = make_house(cast.partner, "secret", address="ul. Przykładowa 7", address_is_secret=True)
    for who, sees in (
        ("partner_worker", True),
        ("coordinator", True),
        ("consultant", False),
        ("stranger", False),
    ):
        browser = browser_of(getattr(cast, who))
        for page in (words(browser, "shelter"), words(browser, "facility", house.pk)):
            assert ("ul. Przykładowa 7" in page) is sees, who


def test_names_on_the_board_are_for_the_house_and_on_record(
    cast: Cast, house: Facility, browser: Client
) -> None:
    make_stay(cast, house, "1", case=make_case(cast, pseudonym="Wrzos"))
    page = words(browser_of(cast.stranger), "facility", house.pk)
    assert ("Wrzos" in page, "occupied" in page) == (False, True)
    assert not AuditEvent.objects.filter(verb="board.seen").exists()
    assert "Wrzos" in words(browser, "facility", house.pk)
    assert AuditEvent.objects.get(verb="board.seen").actor_id == cast.consultant.pk


@pytest.mark.parametrize("night", ["", "x", "2026-02-30", "1999-01-01", "9999-12-31"])
def test_a_spoilt_night_is_tonight(browser: Client, house: Facility, night: str) -> None:
    answer = browser.get(f"{url('facility', house.pk)}?night={night}")
    assert (answer.status_code, answer.context["night"]) == (200, day())


def test_nights_lead_to_one_another_within_two_weeks(browser: Client, house: Facility) -> None:
    for number, before, after in ((0, True, True), (-14, False, True), (14, True, False)):
        answer = browser.get(f"{url('facility', house.pk)}?night={day(number)}")
        assert (bool(answer.context["before"]), bool(answer.context["after"])) == (before, after)


def test_a_house_that_is_not_in_use_is_for_who_runs_it(
    cast: Cast, house: Facility, browser: Client, supervisor: Client
) -> None:
    Facility.objects.filter(pk=house.pk).update(is_active=False)
    assert "Dom hostel" not in words(browser, "shelter")
    assert "Dom hostel" in words(supervisor, "shelter")


@pytest.mark.parametrize("name", ["shelter", "facility", "facility_beds"])
def test_pages_cost_the_same_in_a_large_house(
    cast: Cast, house: Facility, supervisor: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    address = url(name) if name == "shelter" else url(name, house.pk)
    supervisor.get(address)
    for number in range(10, 20):
        make_bed(house, str(number))
        make_stay(cast, house, str(number))
    with django_assert_max_num_queries(20):
        assert supervisor.get(address).status_code == 200


def test_the_other_citys_host_has_no_such_house(cast: Cast, house: Facility) -> None:
    browser = browser_of(cast.consultant)
    assert browser.get(url("facility", uuid4())).status_code == 404
    answer = browser.get(url("facility", house.pk), headers={"host": "gdynia.localhost"})
    assert answer.status_code in {302, 404}
