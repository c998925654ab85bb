"""How a city differs from its blueprint, by section and entry."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casework.cases.models import CaseNumbering
from casework.intake.models import EntryPoint
from casework.partners.models import Need
from tenants.documents.comparing import ADDED, CHANGED, REMOVED, Difference, differences
from tenants.documents.exporting import city_document
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.parts import blueprint_names, read_blueprint
from tenants.profile.models import CityProfile, PhoneNumber, PublicText
from tenants.translated import TranslatedText
from tests.databases import CITIES

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("slug", CITIES)
def test_a_new_city_is_as_its_blueprint_says(slug: str) -> None:
    with entered(slug):
        assert differences(read_blueprint(CITIES[slug]), city_document(slug)) == []
    assert "is as the blueprint" in run("compare", slug)


@pytest.mark.parametrize("name", sorted(set(blueprint_names()) - {"msik"}))
def test_it_differs_from_another_one(name: str) -> None:
    said = run("compare", "gdansk", "--blueprint", name).splitlines()
    assert said[0] == f"gdansk differs from the blueprint {name} in:"
    assert "+ modules cases" in said
    assert "- modules fieldwork" in said or "- modules planning" in said


@pytest.fixture
def changed() -> None:
    with entered("gdansk"):
        CityProfile.objects.update(languages=["pl", "en", "de"])
        PhoneNumber.objects.filter(number="112").update(display="999")
        PhoneNumber.objects.filter(number="116111").delete()
        Need.objects.create(key="pets", name=TranslatedText(pl="Zwierzęta"), position=300)
        Need.objects.filter(key="food").update(response_hours=12)
        CaseNumbering.objects.create(pattern="MOPR.{number}.{year}")
        EntryPoint.objects.filter(key="website").update(is_active=False)
        text = PublicText.objects.get(key="contact_notice")
        text.text = TranslatedText({**text.text, "pl": "Krótko.", "uk": ""})
        text.save()


FOUND = [
    Difference("languages", "uk", REMOVED, True, None),
    Difference("phone_numbers", "112.display", CHANGED, "112", "999"),
    Difference("needs", "food.response_hours", CHANGED, 24, 12),
]


@pytest.mark.usefixtures("changed")
def test_what_was_added_removed_and_changed_is_named() -> None:
    with entered("gdansk"):
        found = differences(read_blueprint("msik"), city_document("gdansk"))
    assert [one for one in FOUND if one in found] == FOUND
    assert {(one.section, one.entry, one.change) for one in found} == {
        ("languages", "uk", REMOVED),
        ("phone_numbers", "112.display", CHANGED),
        ("phone_numbers", "116111", REMOVED),
        ("needs", "pets", ADDED),
        ("needs", "food.response_hours", CHANGED),
        ("case_numbering", "pattern", ADDED),
        ("entry_points", "website", REMOVED),
        ("texts", "contact_notice.pl", CHANGED),
        ("texts", "contact_notice.uk", REMOVED),
    }


@pytest.mark.usefixtures("changed")
def test_for_people_and_for_machines() -> None:
    said = run("compare", "gdansk").splitlines()
    assert "~ phone_numbers 112.display: 112 → 999" in said
    assert "- phone_numbers 116111" in said
    assert "+ needs pets" in said
    printed = json.loads(run("compare", "gdansk", "--json"))
    assert printed["blueprint"] == "msik"
    assert len(printed["differences"]) == len(said) - 1


def test_a_county_is_called_as_its_blueprint_says() -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(teryt="2214")
    with entered("gdansk"):
        county = read_blueprint("msik")["title_for"]["county"]
        CityProfile.objects.update(system_name=county)
    assert "is as the blueprint" in run("compare", "gdansk")


def test_a_city_made_from_a_file_is_compared_with_the_file(tmp_path: Path) -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(blueprint="own")
    with pytest.raises(CommandError, match="made from own"):
        run("compare", "gdansk")
    file = tmp_path / "own.toml"
    file.write_text('name = "own"\nstage = 1\n')
    with pytest.raises(CommandError, match=r"own\.toml, line 1: .*line 2: "):
        run("compare", "gdansk", "--blueprint", str(file))
    for unreadable in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            run("compare", "gdansk", "--blueprint", f"{unreadable}")
    with pytest.raises(CommandError, match="ostoja city list"):
        run("compare", "nowhere")
