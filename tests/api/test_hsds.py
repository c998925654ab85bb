"""The public directory after HSDS 3.0, checked against its JSON schemas' own rules."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from casework.partners.models import Location, Need, Organisation, Phone, Service
from tenants.translated import TranslatedText
from tests.api.programs import Program, assert_problem
from tests.cast import Cast

BASE = "/api/hsds/v3/"
ID = {"type": "string", "pattern": "^[0-9a-f-]{36}$"}
TEXT = {"type": "string"}
NUMBER = {"type": "number"}


def thing(required: str, **members: Any) -> dict[str, Any]:
    """An object with these members and no others, of which some are required."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": {"id": ID, **members},
        "additionalProperties": False,
    }


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


PHONE = thing("id number", organization_id=ID, number=TEXT, type=TEXT, description=TEXT)
ADDRESS = thing(
    "id address_1 city state_province postal_code country address_type",
    location_id=ID,
    address_1=TEXT,
    city=TEXT,
    region=TEXT,
    state_province=TEXT,
    postal_code=TEXT,
    country={"type": "string", "minLength": 2, "maxLength": 2},
    address_type={"enum": ["physical", "postal", "virtual"]},
)
LOCATION = thing(
    "id location_type",
    location_type={"enum": ["physical", "postal", "virtual"]},
    organization_id=ID,
    name=TEXT,
    addresses=many(ADDRESS),
    accessibility=many(thing("id", description=TEXT)),
)
ORGANIZATION = thing(
    "id name description",
    name=TEXT,
    alternate_name=TEXT,
    description=TEXT,
    email=TEXT,
    website=TEXT,
    parent_organization_id=ID,
    phones=many(PHONE),
    locations=many(LOCATION),
)
TAXONOMY = thing("id name description", name=TEXT, description=TEXT)
TERM = thing(
    "id name description",
    code=TEXT,
    name=TEXT,
    description=TEXT,
    taxonomy=TEXT,
    taxonomy_id=ID,
    language=TEXT,
    taxonomy_detail=TAXONOMY,
)
SCHEDULE = thing(
    "id",
    service_id=ID,
    freq={"enum": ["WEEKLY", "MONTHLY"]},
    interval=NUMBER,
    wkst={"enum": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]},
    byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
    opens_at={"type": "string", "pattern": r"^\d\d:\d\d$"},
    closes_at={"type": "string", "pattern": r"^\d\d:\d\d$"},
    valid_from=TEXT,
    valid_to=TEXT,
    notes=TEXT,
)
FLAT: dict[str, Any] = {
    "organization_id": ID,
    "name": TEXT,
    "description": TEXT,
    "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    "eligibility_description": TEXT,
    "application_process": TEXT,
    "minimum_age": NUMBER,
    "maximum_age": NUMBER,
    "assured_date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
}
AT_LOCATION = thing(
    "id", service_id=ID, location_id=ID, location=LOCATION, service=thing("id name status", **FLAT)
)
SERVICE = thing(
    "id name status",
    **FLAT,
    organization=ORGANIZATION,
    service_at_locations=many(AT_LOCATION),
    schedules=many(SCHEDULE),
    languages=many(thing("id", service_id=ID, code=TEXT, name=TEXT)),
    service_areas=many(thing("id", service_id=ID, name=TEXT)),
    required_documents=many(thing("id", service_id=ID, document=TEXT)),
    capacities=many(
        thing(
            "id available updated",
            service_id=ID,
            unit=thing("id name", name=TEXT),
            available=NUMBER,
            maximum=NUMBER,
            updated={"type": "string", "format": "date-time"},
        )
    ),
    attributes=many(
        thing(
            "id link_id link_entity taxonomy_term_id",
            link_id=ID,
            link_entity=TEXT,
            taxonomy_term_id=ID,
            taxonomy_term=TERM,
        )
    ),
)
KINDS = {
    "organizations": ORGANIZATION,
    "services": SERVICE,
    "service_at_locations": AT_LOCATION,
    "taxonomies": TAXONOMY,
    "taxonomy_terms": TERM,
}


@pytest.fixture
def directory(cast: Cast) -> Service:
    """One signatory with one service that has everything, and a body that is not listed."""
    partner: Organisation = cast.partner
    partner.agreement_state, partner.description = "signatory", TranslatedText(pl="Rozmowy.")
    partner.save()
    place = Location.objects.create(
        organisation=partner,
        key="biuro",
        name="Biuro",
        street="Próbna 1",
        postal_code="80-001",
        town="Gdańsk",
        accessibility=["step_free"],
    )
    Phone.objects.create(
        organisation=partner, number="+48585110121", display="x", label=TranslatedText(pl="dniem")
    )
    service = Service.objects.create(
        organisation=partner,
        key="rozmowa",
        name=TranslatedText(pl="Rozmowa", en="Talk"),
        languages=["pl", "uk"],
        minimum_age=16,
    )
    service.needs.add(Need.objects.all()[0])
    service.locations.add(place)
    service.schedules.create(by_day=["MO", "TU"], opens_at="08:00", closes_at="23:59")
    return service


def read(path: str) -> Any:
    answer = Program().get(BASE + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def wrong(schema: dict[str, Any], record: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(record)]


@pytest.mark.parametrize("noun", KINDS)
def test_lists_and_details_are_what_the_standard_says(directory: Service, noun: str) -> None:
    page = read(noun)
    assert page["total_items"] == len(page["contents"]) == page["size"] > 0
    assert page["first_page"] and page["last_page"] and not page["empty"]
    for one in page["contents"]:
        assert not wrong(KINDS[noun], one)
        whole = read(f"{noun}/{one['id']}")
        assert not wrong(KINDS[noun], whole)
        assert whole["id"] == one["id"]


def test_a_service_brings_everything_along(directory: Service) -> None:
    whole = read(f"services/{directory.pk}")
    assert whole["name"] == "Rozmowa" and whole["organization"]["name"] == "Fundacja Łąka"
    [schedule] = whole["schedules"]
    assert (schedule["byday"], schedule["closes_at"]) == ("MO,TU", "24:00")
    assert {one["code"] for one in whole["languages"]} == {"pl", "uk"}
    [link] = whole["service_at_locations"]
    assert link["location"]["addresses"][0]["city"] == "Gdańsk"
    assert whole["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Potrzeby"


def test_a_service_that_is_always_open_says_so(directory: Service) -> None:
    directory.always_open = True
    directory.save()
    schedules = read(f"services/{directory.pk}")["schedules"]
    assert any(one["byday"].count(",") == 6 and one["opens_at"] == "00:00" for one in schedules)


def test_for_whom_it_is_and_what_is_needed_stand_where_the_standard_has_them(
    directory: Service,
) -> None:
    directory.sexes, directory.situations = ["female"], ["maternity"]
    directory.districts, directory.capacity_unit = ["Oliwa"], "bed"
    directory.limits = TranslatedText(pl="Po telefonie.")
    directory.documents = TranslatedText(pl="Dowód osobisty.")
    directory.capacity, directory.free_places = 10, 3
    directory.free_said_on = date(2026, 11, 20)
    directory.save()
    whole = read(f"services/{directory.pk}")
    assert not wrong(SERVICE, whole)
    assert whole["eligibility_description"] == "kobiety; ciąża, małe dziecko lub wielodzietność"
    assert whole["application_process"] == "Po telefonie."
    assert [one["name"] for one in whole["service_areas"]] == ["Oliwa"]
    assert [one["document"] for one in whole["required_documents"]] == ["Dowód osobisty."]
    [capacity] = whole["capacities"]
    assert (capacity["available"], capacity["maximum"]) == (3, 10)
    assert capacity["unit"]["name"] == "bed" and capacity["updated"].startswith("2026-11-20")


def test_the_whole_download_holds_all_of_it(directory: Service) -> None:
    answer = Program().get(f"{BASE}export.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hsds.json"'
    whole = answer.json()
    for noun in ("organizations", "services", "taxonomies", "taxonomy_terms"):
        assert whole[noun]
        for one in whole[noun]:
            assert not wrong(KINDS[noun], one)


def test_ids_stay_the_same_from_one_reading_to_the_next(directory: Service) -> None:
    assert read("export.json") == read("export.json")


def test_it_says_which_standard_it_is(directory: Service) -> None:
    about = read("")
    assert about["version"] == "3.0" and about["openapi_url"].endswith("/api/schema/")


def test_what_residents_do_not_see_is_not_in_it(directory: Service, cast: Cast) -> None:
    names = {one["name"] for one in read("organizations")["contents"]}
    assert names == {"Fundacja Łąka"}
    directory.status = "defunct"
    directory.save()
    assert read("services")["total_items"] == 0
    assert_problem(Program().get(f"{BASE}services/{directory.pk}"), 404)
    assert_problem(Program().get(f"{BASE}organizations/{cast.other_partner.pk}"), 404)


def test_services_are_found_by_words_need_and_body(directory: Service, cast: Cast) -> None:
    need, body = directory.needs.get().pk, directory.organisation_id
    for query in ("search=rozmow", f"taxonomy_term_id={need}", f"organization_id={body}"):
        assert read(f"services?{query}")["total_items"] == 1
    for query in ("search=nocleg", f"organization_id={cast.centre.pk}"):
        assert read(f"services?{query}")["empty"]
    assert read("organizations?search=laka")["total_items"] == 1
    assert "phones" not in read("organizations")["contents"][0]
    assert "phones" in read("organizations?full=true")["contents"][0]


def test_pages_are_numbered(directory: Service) -> None:
    page = read("taxonomy_terms?page=2&per_page=2")
    assert page["page_number"] == 2 and not page["first_page"]
    assert page["total_pages"] == -(-Need.objects.count() // 2)
    assert read("taxonomy_terms?page=999")["empty"]


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "per_page=501", "organization_id=x", "modified_after=2026-01-01"]
)
def test_a_parameter_that_cannot_be_taken_is_named(directory: Service, query: str) -> None:
    body = assert_problem(Program().get(f"{BASE}services?{query}"), 400)
    assert body["errors"][0]["parameter"] == query.partition("=")[0]
