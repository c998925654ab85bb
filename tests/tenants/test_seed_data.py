"""The blueprints and the three cities' data are whole, and sourced where they must be."""

import re
from datetime import date
from itertools import chain

import pytest

from tests.tenants.documents import (
    BLUEPRINTS,
    CITIES,
    LANGUAGES,
    ORGANISATIONS,
    SEEDS,
    Row,
    bodies,
    keys,
    parts,
    tables,
)

SIGNATORIES = """\
Centrum Wsparcia Imigrantów i Imigrantek
Fundacja Centrum Praw Kobiet Oddział w Gdańsku
Fundacja Dajemy Dzieciom Siłę Centrum Pomocy Dzieciom
Fundacja Hospicyjna
Fundacja Hospicjum Pomorze Dzieciom
Fundacja Oparcia Społecznego Aleksandry FOSA
Fundacja Pomorskie Centrum Psychotraumatologii
Fundacja Wspierania Rodzin „Przystań”
Gdański Ośrodek Pomocy Psychologicznej dla Dzieci i Młodzieży
Gdański Zespół Schronisk i Sportu Szkolnego
Gdańskie Centrum Profilaktyki Uzależnień
Gdańskie Centrum Równego Traktowania
Gdańskie Pogotowie Opiekuńcze im. Karola Olgierda Borchardta
Polskie Stowarzyszenie na rzecz Osób z Niepełnosprawnością Intelektualną
Pomorskie Centrum Toksykologii
Poradnia Psychologiczno-Pedagogiczna nr 3
Poradnia Psychologiczno-Pedagogiczna nr 1
Poradnia Psychologiczno-Pedagogiczna nr 4
Poradnia Psychologiczno-Pedagogiczna nr 5
Poradnia Psychologiczno-Pedagogiczna nr 6
Poradnia Psychologiczno-Pedagogiczna nr 7
Stowarzyszenie MONAR Ośrodek Leczenia, Terapii i Rehabilitacji Uzależnień dla Dzieci i Młodzieży \
w Gdańsku
Stowarzyszenie na rzecz Osób z Kryzysami Psychicznymi „Przyjazna Dłoń”
Stowarzyszenie Praktyków Profilaktyki Społecznej
Towarzystwo Pomocy im. Św. Brata Alberta Koło Gdańskie""".splitlines()

PERMANENT_MEMBERS = """\
Miejski Ośrodek Pomocy Społecznej w Gdyni
Wydział Spraw Społecznych Urzędu Miasta Gdyni
Wydział Zarządzania Kryzysowego Urzędu Miasta Gdyni
Gdyńskie Centrum Zdrowia
Stowarzyszenie „Alter-Ego”
Specjalistyczny Ośrodek Wsparcia w Gdyni
Centrum Integracji Społecznej w Gdyni/Towarzystwo Pomocy im. Św. Brata Alberta
Ośrodek Profilaktyki i Terapii Uzależnień""".splitlines()

OCCASIONAL_MEMBERS = """\
Miejska Stacja Pogotowia Ratunkowego w Gdyni
Chrześcijańskie Stowarzyszenie Dobroczynne
Straż Miejska
Policja
Straż Pożarna
Laboratorium Innowacji Społecznych
Trójmiejski Bank Żywności""".splitlines()

CHOICES: dict[str, set[str]] = {
    "kind": {"institution", "ngo", "natural_person", "business"},
    "permanence": {"permanent", "occasional"},
    "agreement_state": {"signatory", "invited", "joining", "left", "none"},
}
BODY_ROLES = {
    "coordinator", "crisis_centre", "partner", "member", "animator", "crisis_management",
    "consulted",
}  # fmt: skip
FEATURES = {
    "step_free", "pjm", "induction_loop", "quiet_room", "totupoint", "accessible_toilet",
    "headphones", "sensory_room",
}  # fmt: skip
PHASES = {"prevention", "intervention", "post_intervention"}
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
each_city = pytest.mark.parametrize("city", CITIES)
each_document = pytest.mark.parametrize(
    "document", [*BLUEPRINTS.values(), *SEEDS.values()], ids=[*BLUEPRINTS, *SEEDS]
)
each_organisation = pytest.mark.parametrize(
    ("city", "organisation"),
    ORGANISATIONS,
    ids=[f"{city}-{row['key']}" for city, row in ORGANISATIONS],
)


def names(city: str, **wanted: str) -> list[str]:
    """Names of the real organisations of a city whose fields have these values."""
    return [
        row["name"]
        for row in SEEDS[city]["organisations"]
        if not row.get("fictional") and all(row[field] == value for field, value in wanted.items())
    ]


def test_all_signatories_of_the_msik_are_there_with_their_exact_names() -> None:
    assert sorted(names("gdansk", agreement_state="signatory")) == sorted(SIGNATORIES)
    assert len(SIGNATORIES) == 25


def test_signatories_signed_on_the_day_of_the_founding() -> None:
    signed = [
        row for row in SEEDS["gdansk"]["organisations"] if row["agreement_state"] == "signatory"
    ]
    assert {row["agreement_date"] for row in signed} == {date(2019, 9, 6)}


def test_gdansk_has_coordinator_crisis_centre_and_crisis_management() -> None:
    roles = {role: row["key"] for row in SEEDS["gdansk"]["organisations"] for role in row["roles"]}
    assert roles["coordinator"] == "mopr-gdansk"
    assert roles["crisis_centre"] == "oik-gdansk"
    assert roles["crisis_management"] == "wydzial-bezpieczenstwa-gdansk"


def test_members_of_gdynias_coalition_are_there_with_their_exact_names() -> None:
    animator = "Pomorskie Forum na Rzecz Wychodzenia z Bezdomności"
    assert sorted(names("gdynia", permanence="permanent")) == sorted([*PERMANENT_MEMBERS, animator])
    assert sorted(names("gdynia", permanence="occasional")) == sorted(OCCASIONAL_MEMBERS)


def test_slupsk_knows_whom_it_visited_and_consulted() -> None:
    assert {"mopr-slupsk", "sow-rusocin", "mopr-gdansk"} <= bodies("slupsk").keys()


@each_city
def test_the_city_says_what_it_is(city: str) -> None:
    data = SEEDS[city]
    assert (data["slug"], data["teryt"], data["blueprint"]) == (city, *CITIES[city])
    begins = BLUEPRINTS[data["blueprint"]]["stage"]
    assert data["stage"] == {"preparing": "running"}.get(begins, begins)
    assert data["name_locative"] and data["brand_colour"] and data["controller"]["name"]


@each_city
def test_every_row_is_either_sourced_or_marked_as_an_example(city: str) -> None:
    sections = ("organisations", "entry_points", "reports", "cases", "meetings")
    rows = chain.from_iterable(SEEDS[city].get(section, []) for section in sections)
    kinds = ("locations", "services", "phones", "contacts")
    for row in chain(rows, *(parts(city, kind) for kind in kinds)):
        sourced = bool(row.get("source")) and bool(row.get("source_date"))
        assert row["sample"] is not sourced, row


@each_city
def test_the_statement_says_what_is_an_example(city: str) -> None:
    """Who answers for accessibility is assumed; what is not sourced is plainly made up."""
    data, statement = SEEDS[city], SEEDS[city]["statement"]
    assert statement["sample"] and statement["publish"]
    assert statement["body"] == data["controller"]["name"]
    assert statement["street"] == data["controller"]["street"]
    if "source" not in statement:
        assert statement["street"].startswith("ul. Przykładowa ")
        assert statement["email"].endswith(f"@{city}.example")
        assert statement["architecture"]["pl"].startswith("Przykładowy opis")


@each_city
def test_nobody_is_made_up_as_data_protection_officer(city: str) -> None:
    assert "dpo_email" not in SEEDS[city]["controller"]


@each_organisation
def test_organisation_uses_known_values(city: str, organisation: Row) -> None:
    for field, allowed in CHOICES.items():
        assert organisation[field] in allowed
    assert organisation["roles"] and set(organisation["roles"]) <= BODY_ROLES
    fictional = organisation.get("fictional", False)
    assert organisation["sample"] is fictional, "a body without a source is a fictional one"
    assert ("rzykładow" in organisation["name"]) is fictional
    assert isinstance(organisation["verified_on"], date)


@each_organisation
def test_places_and_services_use_known_values(city: str, organisation: Row) -> None:
    for location in organisation.get("locations", []):
        assert location["kind"] in {"physical", "postal", "virtual"}
        assert set(location["accessibility"]) <= FEATURES
        assert not location["sample"] or location["street"].startswith("ul. Przykładowa ")
    for service in organisation.get("services", []):
        assert (
            service["status"] == "active" and service["phases"] and set(service["phases"]) <= PHASES
        )
        assert set(service["languages"]) <= LANGUAGES | {"ru"}
        assert service.get("min_age", 0) <= service.get("max_age", 150)
        for schedule in service.get("schedules", []):
            assert schedule["opens"] < schedule["closes"]
            assert schedule["days"] == [day for day in DAYS if day in schedule["days"]]


@each_organisation
def test_what_an_organisation_refers_to_exists(city: str, organisation: Row) -> None:
    needs = keys(BLUEPRINTS[CITIES[city][1]]["needs"])
    own = {location["key"] for location in organisation.get("locations", [])}
    assert organisation.get("parent", organisation["key"]) in bodies(city)
    for service in organisation.get("services", []):
        assert service["needs"] and set(service["needs"]) <= needs
        assert set(service["locations"]) <= own


@each_city
def test_keys_are_unique_in_a_city(city: str) -> None:
    data = SEEDS[city]
    for rows in (data["organisations"], parts(city, "locations"), parts(city, "services")):
        assert keys(rows)
    for section in ("entry_points", "reports", "cases", "meetings"):
        keys(data.get(section, []))


def test_every_need_is_met_by_a_real_body_of_gdansk() -> None:
    real = [row for row in SEEDS["gdansk"]["organisations"] if not row.get("fictional")]
    met = {need for row in real for service in row.get("services", []) for need in service["needs"]}
    assert met == keys(BLUEPRINTS["msik"]["needs"])


def test_every_signatory_offers_something() -> None:
    signed = [
        row for row in SEEDS["gdansk"]["organisations"] if row["agreement_state"] == "signatory"
    ]
    assert all(row["services"] for row in signed)


def test_examples_differ_in_freshness() -> None:
    days = sorted(row["verified_on"] for row in parts("gdansk", "services") if row["sample"])
    assert (days[-1] - days[0]).days > 365
    assert len({(days[-1] - day).days // 30 for day in days}) >= 5


@each_document
def test_every_text_is_there_in_all_four_languages(document: Row) -> None:
    for table in tables(document):
        if "pl" in table:
            assert all(table.get(language, "").strip() for language in LANGUAGES), table


@each_document
def test_phone_numbers_are_dialable_and_say_what_they_show(document: Row) -> None:
    for row in (table for table in tables(document) if "number" in table and "display" in table):
        assert re.fullmatch(r"112|116\d{3}|\+48\d{9}", row["number"]), row
        assert row["number"].removeprefix("+48") == re.sub(r"\D", "", row["display"]), row
        assert row["source"] and row["source_date"]


@each_city
def test_what_is_sourced_names_a_date(city: str) -> None:
    for table in tables(SEEDS[city]):
        assert ("source" in table) == ("source_date" in table), table
        written = table.get("source_date", "undated")
        assert re.fullmatch(r"undated|20\d\d(-\d\d(-\d\d)?)?", written), table


def test_the_countrys_numbers_and_needs_are_the_same_in_every_blueprint() -> None:
    model = BLUEPRINTS["msik"]
    for other in (BLUEPRINTS["coalition"], BLUEPRINTS["planning"]):
        assert other["phone_numbers"] == model["phone_numbers"]
        assert other["apps"] == model["apps"]
        known = {need["key"]: need for need in model["needs"]}
        assert all(known.get(need["key"], need) == need for need in other["needs"])


@pytest.mark.parametrize("number", ["112", "116111", "116123", "+48800702222", "+48800120002"])
def test_the_countrys_numbers_are_there(number: str) -> None:
    rows = {row["number"]: row for row in BLUEPRINTS["msik"]["phone_numbers"]}
    assert rows[number]["urgent"] is (number == "112")
    assert isinstance(rows[number]["checked_on"], date)


def test_gdansk_says_which_number_is_for_domestic_violence() -> None:
    audiences = {row["number"]: row["audience"] for row in SEEDS["gdansk"]["phone_numbers"]}
    assert audiences["+48797909112"] == "violence"
    assert {"+48585110121", "+48585110122", "+48583478282"} < audiences.keys()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("name", ["contact_notice", "anonymity_limits", "what_happens_next"])
def test_public_texts_are_short(name: str, language: str) -> None:
    sentences = re.findall(r"[^.!?]+[.!?]", BLUEPRINTS["msik"]["texts"][name][language])
    assert len(sentences) == (5 if name == "what_happens_next" else 2)
    assert all(len(re.findall(r"\w[\w’'-]*", sentence)) <= 15 for sentence in sentences), sentences


@each_city
def test_entry_points_have_codes_that_nobody_misreads(city: str) -> None:
    points = SEEDS[city].get("entry_points", [])
    assert bool(points) == ("contact" in BLUEPRINTS[CITIES[city][1]]["modules"])
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{6}", point["code"]) for point in points)
    assert len({point["code"] for point in points}) == len(points)
    assert all(
        point.get("organisation", next(iter(bodies(city)))) in bodies(city) for point in points
    )
