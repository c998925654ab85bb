"""Documents that furnish a city: joined from files, loaded in order, and twice without harm."""

import pytest
from django.utils import translation

from ostoja.audit.models import AuditEvent
from tenants import parts
from tenants.profile.models import CityProfile, PhoneNumber, PublicText
from tenants.profile.selectors import phone_numbers, profile, public_texts
from tenants.translated import TranslatedText

pytestmark = pytest.mark.django_db


def test_every_section_of_every_document_is_loaded_by_some_room() -> None:
    known = {
        *parts.sections(),
        "name",
        "title",
        "modules",
        "languages",
        "stage",
        "title_for",
        "apps",
    }
    for name in parts.blueprint_names():
        assert set(parts.read_blueprint(name)) <= known, name
    for slug in parts.seeded_cities():
        document = parts.read_seed(slug)
        assert set(document) - set(document["profile"]) - {"profile"} <= known, slug


def test_a_blueprint_is_laid_over_what_every_city_begins_with() -> None:
    msik, coalition = parts.read_blueprint("msik"), parts.read_blueprint("coalition")
    assert msik["statement"] == coalition["statement"]
    notices = [one["privacy_notice"]["parts"] for one in (msik, coalition)]
    assert notices[0]["rights"] == notices[1]["rights"]
    assert notices[0]["purposes"] != notices[1]["purposes"]
    assert "every_city" not in parts.blueprint_names()


def test_lists_that_several_files_share_are_joined() -> None:
    keys = [row["key"] for row in parts.read_seed("gdansk")["organisations"]]
    assert len(keys) == len(set(keys)) >= 30


@pytest.mark.usefixtures("gdansk")
def test_loading_twice_changes_nothing() -> None:
    of_people = (
        "people",
        "cases",
        "reports",
        "stays",
        "waiting_for_beds",
        "visits",
        "incidents",
        "givings",
        "tellings",
    )
    document = {**parts.read_seed("gdansk"), **{name: [] for name in of_people}}
    counts = []
    for _turn in range(2):
        parts.furnish(document=document, source="test")
        counts.append(
            (PhoneNumber.objects.count(), PublicText.objects.count(), CityProfile.objects.count())
        )
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("gdansk")
def test_what_people_changed_is_kept() -> None:
    PhoneNumber.objects.filter(number="112").update(display="one one two")
    parts.furnish(document={**parts.read_blueprint("msik"), "profile": {}}, source="test")
    assert PhoneNumber.objects.get(number="112").display == "one one two"


@pytest.mark.usefixtures("gdansk")
def test_furnishing_is_recorded() -> None:
    before = AuditEvent.objects.filter(verb="city.furnished").count()
    parts.furnish(document={"profile": {}}, source="test")
    assert AuditEvent.objects.filter(verb="city.furnished").count() == before + 1


@pytest.mark.usefixtures("gdansk")
def test_the_emergency_number_comes_first_and_the_citys_own_before_the_countrys() -> None:
    document = parts.read_seed("gdansk")
    parts.furnish(
        document={name: document[name] for name in ("profile", "phone_numbers")}, source="test"
    )
    numbers = [number.number for number in phone_numbers()]
    assert numbers[0] == "112"
    assert numbers.index("+48585110121") < numbers.index("116123")
    assert profile().legal_act["number"] == "1311/19"


@pytest.mark.usefixtures("gdansk")
def test_texts_are_found_by_key() -> None:
    assert set(public_texts("contact_notice", "nothing")) == {"contact_notice"}


@pytest.mark.parametrize(
    ("language", "shown"), [("de", "Hilfe"), ("pl", "pomoc"), ("uk", "pomoc"), ("en-gb", "help")]
)
def test_a_text_is_in_the_pages_language_or_in_polish(language: str, shown: str) -> None:
    text = TranslatedText(pl="pomoc", de="Hilfe", en="help")
    with translation.override(language):
        assert str(text) == shown


def test_an_empty_text_is_empty() -> None:
    assert str(TranslatedText()) == ""
    assert str(TranslatedText(uk="допомога")) == "допомога"
