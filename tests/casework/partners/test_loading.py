"""Loading needs and bodies: whole, once, and without undoing what people changed."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from casework.partners import loading
from casework.partners.choices import PhoneKind
from casework.partners.models import (
    Contact,
    Location,
    Need,
    Organisation,
    Phone,
    Schedule,
    Service,
)
from casework.partners.periods import Period, by_period
from tenants import parts
from tests.casework.partners.builders import signatory
from tests.tenants.documents import SEEDS

MODELS = (Need, Organisation, Location, Service, Schedule, Phone, Contact)


def counts() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def load(city: str) -> None:
    loading.load_organisations(parts.read_seed(city)["organisations"])


def test_both_sections_are_registered() -> None:
    assert {"needs", "organisations"} <= set(parts.sections())


@pytest.mark.usefixtures("gdansk")
def test_a_city_begins_with_the_needs_of_its_blueprint() -> None:
    expected = [row["key"] for row in parts.read_blueprint("msik")["needs"]]
    assert [need.key for need in Need.objects.all()] == expected
    child = Need.objects.get(key="child-without-care")
    assert (child.response_hours, child.position) == (2, 80)
    assert child.name["uk"] == "Дитина без опіки"


@pytest.mark.parametrize("city", ["gdansk", "gdynia", "slupsk"])
def test_every_row_of_the_city_arrives(city: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(city)
    load(city)
    rows = SEEDS[city]["organisations"]
    assert set(Organisation.objects.values_list("key", flat=True)) == {row["key"] for row in rows}
    for model, section in ((Location, "locations"), (Service, "services"), (Phone, "phones")):
        assert model._default_manager.count() == sum(len(row.get(section, [])) for row in rows)


@pytest.mark.usefixtures("gdansk")
def test_facts_of_a_body_are_kept_with_their_origin() -> None:
    load("gdansk")
    centre = Organisation.objects.get(key="oik-gdansk")
    assert centre.parent == Organisation.objects.get(key="mopr-gdansk")
    assert centre.parent.unit.startswith("Samodzielny Referat")
    assert (centre.source, centre.is_sample) == ("MOPR Gdańsk, 2025", False)
    assert centre.group == Group.objects.get(name="oik-gdansk")
    place = centre.locations.get()
    assert "totupoint" in place.accessibility
    assert [service.always_open for service in place.services.filter(always_open=True)]
    hostel = Service.objects.get(capacity=10)
    assert hostel.capacity_unit == "bed"
    lantern = Organisation.objects.get(key="przykladowa-latarnia")
    assert lantern.is_fictional and lantern.is_sample and lantern.description_is_sample


@pytest.mark.usefixtures("gdansk")
def test_hours_and_ages_of_a_service_are_kept() -> None:
    load("gdansk")
    advice = Service.objects.get(key="mopr-zadluzenie")
    assert (advice.minimum_age, advice.maximum_age, advice.response_hours) == (18, None, 96)
    assert [str(schedule) for schedule in advice.schedules.all()] == ["TU TH 10:00-15:00"]
    assert set(advice.needs.values_list("key", flat=True)) == {"debt", "homelessness"}


@pytest.mark.usefixtures("slupsk")
def test_a_fax_is_known_as_one() -> None:
    load("slupsk")
    assert Phone.objects.get(kind=PhoneKind.FAX).display == "59 81 42 803"


@pytest.mark.usefixtures("gdansk")
def test_loading_again_adds_nothing_and_undoes_nothing() -> None:
    load("gdansk")
    before = counts()
    centre = Organisation.objects.get(key="oik-gdansk")
    centre.name, centre.parent = "Centrum", None
    centre.save()
    removed = centre.phones.first()
    assert removed is not None
    removed.delete()
    Need.objects.filter(key="food").update(response_hours=1)
    loading.load_needs(parts.read_blueprint("msik")["needs"])
    load("gdansk")
    centre.refresh_from_db()
    assert (centre.name, centre.parent) == ("Centrum", None)
    assert Need.objects.get(key="food").response_hours == 1
    before[MODELS.index(Phone)] -= 1
    assert counts() == before


@pytest.mark.usefixtures("gdansk")
def test_what_is_new_in_the_data_is_added_to_a_body_that_is_there() -> None:
    load("gdansk")
    Service.objects.get(key="mopr-zadluzenie").delete()
    load("gdansk")
    assert Service.objects.get(key="mopr-zadluzenie").organisation.key == "mopr-gdansk"


@pytest.mark.usefixtures("gdansk")
def test_contacts_come_with_a_new_body() -> None:
    row = {
        "key": "new-body",
        "name": "Nowe ciało",
        "kind": "ngo",
        "roles": ["partner"],
        "permanence": "permanent",
        "agreement_state": "none",
        "sample": True,
        "contacts": [{"name": "Anna Przykładowa", "title": "prezeska", "sample": True}],
    }
    loading.load_organisations([row])
    contact = Contact.objects.get()
    assert (contact.name, contact.is_sample) == ("Anna Przykładowa", True)


@pytest.mark.usefixtures("gdansk")
def test_hours_of_a_set_period_come_with_their_days() -> None:
    service = {
        "key": "winter",
        "name": {"pl": "Ogrzewalnia"},
        "needs": ["homelessness"],
        "phases": [],
        "languages": ["pl"],
        "status": "active",
        "sample": True,
        "schedules": [
            {"days": ["MO"], "opens": "08:00", "closes": "16:00"},
            {
                "days": ["MO", "TU"],
                "opens": "18:00",
                "closes": "23:59",
                "valid_from": date(2099, 11, 1),
                "valid_to": date(2100, 3, 31),
            },
        ],
    }
    body = signatory("body")
    loading._add_service(body, service, {})
    winter = Period(date(2099, 11, 1), date(2100, 3, 31))
    periods = by_period(Service.objects.get(key="winter").schedules.all())
    assert list(periods) == [Period(), winter]
    assert [str(one) for one in periods[winter]] == ["MO TU 18:00-23:59"]
