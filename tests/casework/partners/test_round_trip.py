"""Forms lose nothing: what is shown and sent back untouched leaves the row as it was."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.forms import model_to_dict
from django.test import Client

from casework.partners.choices import Accessibility, OrganisationRole, Phase, Situation
from casework.partners.models import Contact, Location, Organisation, Phone, Service
from casework.partners.models.organisation import SourcedModel
from tests.casework.partners.builders import hours, make_location, make_service
from tests.casework.partners.pages import address, text, untouched
from tests.cast import Cast

FOUR = {"pl": "Zażółć „gęślą”", "en": "<b>Tea</b> & cake", "de": "Grüße", "uk": "Їжак"}
ORIGIN: dict[str, Any] = {
    "source": "telefon do podmiotu",
    "source_date": "2026-11",
    "is_sample": True,
}


def everything_of(row: Model) -> dict[str, Any]:
    """All fields but the version, and of a service its hours too."""
    row.refresh_from_db()
    values = model_to_dict(row)
    values.pop("version")
    if isinstance(row, Service):
        lines = [(str(one), one.period) for one in row.schedules.all()]
        values |= {"hours": sorted(lines, key=str), "needs": sorted(map(str, values["needs"]))}
        values["locations"] = sorted(map(str, values["locations"]))
    return values


def whole_service(body: Organisation) -> Service:
    service = make_service(
        body,
        needs=["debt", "food"],
        name=FOUR,
        description=FOUR,
        eligibility=FOUR,
        status="temporarily closed",
        phases=list(Phase.values),
        languages=["pl", "uk", "ar"],
        minimum_age=0,
        maximum_age=120,
        limits=FOUR,
        documents=FOUR,
        sexes=["female", "male"],
        districts=["Oliwa", "Nowy Port"],
        situations=list(Situation.values),
        response_hours=24,
        capacity=10,
        capacity_unit="bed",
        free_places=0,
        free_said_on=date(2026, 11, 20),
        **ORIGIN,
    )
    service.locations.add(make_location(body, "one"), make_location(body, "two"))
    hours(service, ["MO", "TU"], "08:00", "12:00")
    hours(service, ["MO"], "13:00", "23:59")
    hours(service, ["TU"], "00:00", "06:00")
    hours(service, ["SU"], "10:00", "11:00", valid_from=date(2099, 1, 1))
    return service


def whole_place(body: Organisation) -> Location:
    return make_location(
        body,
        kind="postal",
        street="ul. „Cicha” 1/2",
        postal_code="80-432",
        town="Gdańsk",
        district="Wrzeszcz",
        accessibility=list(Accessibility.values),
        **ORIGIN,
    )


def whole_number(body: Organisation) -> Phone:
    return Phone.objects.create(
        organisation=body, number="116111", display="116 111", kind="sms", label=FOUR, **ORIGIN
    )


def whole_contact(body: Organisation) -> Contact:
    facts = {"title": "prezeska", "email": "anna@body.example", "phone": "58 511 01 21"}
    return Contact.objects.create(organisation=body, name="Anna O'Hara", **facts, **ORIGIN)


def whole_body(body: Organisation) -> Organisation:
    facts = {
        "kind": "business",
        "short_name": "FŁ",
        "unit": "Dział & Co",
        "parent": Organisation.objects.get(key="centre"),
        "roles": list(OrganisationRole.values),
        "permanence": "occasional",
        "description": FOUR,
        "description_is_sample": True,
        "email": "body@body.example",
        "website": "https://body.example/?a=1&b=2",
        "is_public": False,
        **ORIGIN,
    }
    Organisation.objects.filter(pk=body.pk).update(**facts)
    return Organisation.objects.get(pk=body.pk)


MAKE: dict[str, Callable[[Organisation], SourcedModel]] = {
    "partner": whole_body,
    "service": whole_service,
    "location": whole_place,
    "phone": whole_number,
    "contact": whole_contact,
}


def whole_row(name: str, cast: Cast) -> SourcedModel:
    """A row in which every field says something."""
    return MAKE[name](cast.partner)


@pytest.mark.parametrize("name", MAKE)
class TestUntouched:
    def test_the_row_stays_as_it_was(self, coordinator: Client, cast: Cast, name: str) -> None:
        row = whole_row(name, cast)
        before = everything_of(row)
        path = address(f"{name}_edit", row.pk)
        sent = untouched(coordinator.get(path))
        assert len(sent) > 5 and sent["version"] == ["1"]
        assert coordinator.post(path, sent).status_code == 302
        assert everything_of(row) == before

    def test_one_change_changes_that_alone(
        self, coordinator: Client, cast: Cast, name: str
    ) -> None:
        row = whole_row(name, cast)
        before, path = everything_of(row), address(f"{name}_edit", row.pk)
        sent = untouched(coordinator.get(path)) | {"source": ["strona podmiotu"]}
        del sent["is_sample"]
        coordinator.post(path, sent)
        assert everything_of(row) == before | {"source": "strona podmiotu", "is_sample": False}

    def test_what_comes_back_with_an_error_is_what_was_sent(
        self, coordinator: Client, cast: Cast, name: str
    ) -> None:
        row = whole_row(name, cast)
        path = address(f"{name}_edit", row.pk)
        sent = untouched(coordinator.get(path)) | {"source_date": ["kiedyś"]}
        response = coordinator.post(path, sent)
        assert response.status_code == 422 and "Wpisz datę jako 2026-11-" in text(response)
        assert untouched(response) == sent
        assert everything_of(row)["source_date"] == "2026-11"

    def test_who_was_overtaken_gets_back_all_that_was_typed(
        self, coordinator: Client, cast: Cast, name: str
    ) -> None:
        row = whole_row(name, cast)
        path = address(f"{name}_edit", row.pk)
        sent = untouched(coordinator.get(path)) | {"source": ["pierwsza"]}
        mine = sent | {"source": ["druga"]}
        assert coordinator.post(path, sent).status_code == 302
        response = coordinator.post(path, mine)
        content = text(response)
        assert response.status_code == 422 and "Ktoś zmienił to w międzyczasie." in content
        assert "pierwsza" in content
        assert untouched(response) == mine | {"version": ["2"]}
        assert coordinator.post(path, untouched(response)).status_code == 302
        assert everything_of(row)["source"] == "druga"

    def test_only_what_differs_is_compared(
        self, coordinator: Client, cast: Cast, name: str
    ) -> None:
        row = whole_row(name, cast)
        path = address(f"{name}_edit", row.pk)
        sent = untouched(coordinator.get(path)) | {"source": ["pierwsza"]}
        coordinator.post(path, sent)
        response = coordinator.post(path, sent | {"source": ["druga"]})
        assert [now.key for now in response.context["form"].now] == ["Skąd to wiadomo?"]


def test_the_reader_of_forms_reads_every_kind_of_field(coordinator: Client, cast: Cast) -> None:
    service = whole_row("service", cast)
    sent = untouched(coordinator.get(address("service_edit", service.pk)))
    assert sent["languages"] == ["pl", "uk", "ar"] and len(sent["needs"]) == 2
    assert sent["status"] == ["temporarily closed"] and sent["capacity_unit"] == ["bed"]
    assert sent["description_en"] == ["<b>Tea</b> & cake"]
    assert sent["hours-TU"] == ["0:00–6:00, 8:00–12:00"]
    assert Location.objects.count() == len(sent["locations"]) == 2
