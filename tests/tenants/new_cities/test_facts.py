"""What else operators say of a new city: modules, legal act, controller, colours."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostoja.ui import brand as brands
from ostoja.ui.colours import contrast
from tenants.fence import entered, entered_platform
from tenants.new_cities.colours import problem_of_colours
from tenants.new_cities.facts import LegalAct, NewCity, Table
from tenants.new_cities.modules import MODULES
from tenants.onboarding import onboard, problems_of
from tenants.parts import blueprint_names, read_blueprint
from tenants.privacy_notice.controller import Controller
from tenants.profile.models import CityProfile

pytestmark = pytest.mark.django_db

ACT = LegalAct(
    "Zarządzenie Prezydenta Miasta Sopotu", "1311/19", "14.08.2019", "Biuletyn Informacji"
)
MOPS = Controller(
    name="Miejski Ośrodek Pomocy Społecznej w Sopocie",
    street="ul. Przykładowa 1",
    postal_code="81-701",
    town="Sopot",
    email="mops@sopot.example",
)
FACTS: dict[str, Any] = {
    "modules": ["partners", "meetings", "partners"],
    "legal_act": ACT,
    "controller": MOPS,
    "colours": ["0E4A57", "#bd7d25"],
}


def sopot(**changes: Any) -> NewCity:
    return NewCity("sopot", "Sopot", "msik", "admin@sopot.example", **changes)


def test_the_city_begins_with_them() -> None:
    onboard(sopot(**FACTS))
    with entered("sopot"):
        profile = CityProfile.objects.get()
    assert profile.modules == ["partners", "meetings"]
    assert (profile.brand_colour, profile.accent_colour) == ("#0e4a57", "#bd7d25")
    assert profile.legal_act == {
        "title": ACT.title,
        "number": "1311/19",
        "date": "2019-08-14",
        "publisher": "Biuletyn Informacji",
    }
    assert Controller.read(profile.controller) == MOPS


def test_without_them_it_has_the_blueprints_and_says_nothing_more() -> None:
    onboard(sopot())
    with entered("sopot"):
        profile = CityProfile.objects.get()
    assert profile.modules == read_blueprint("msik")["modules"]
    assert (profile.legal_act, profile.controller, profile.brand_colour) == ({}, {}, "")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"modules": ["partners", "casinos"]}, "modules", "casinos"),
        ({"languages": ["en", "uk"]}, "languages", "Polish is missing"),
        ({"modules": ["referrals"]}, "modules", "needs “cases”"),
        ({"legal_act": LegalAct(number="1/19")}, "legal_act_title", "Name of the act"),
        ({"legal_act": LegalAct("x", date="31.02.2019")}, "legal_act_date", "in digits"),
        ({"legal_act": LegalAct("x" * 501)}, "legal_act_title", "500"),
        ({"legal_act": LegalAct("x\x00")}, "legal_act_title", "cannot be saved"),
        ({"controller": Controller(email="mops@x.example")}, "controller_name", "Name of the"),
        (
            {"controller": Controller("MOPS", "a", "b", "c", email="nobody")},
            "controller_email",
            "E-mail",
        ),
        ({"colours": ["#0e4a57"]}, "colours", "two colours"),
        ({"colours": ["#0e4a57", "red"]}, "colours", "two colours"),
        ({"colours": ["#ffff00", "#bd7d25"]}, "colours", "nearest colour"),
        ({"partners": Table("a.csv", b"")}, "partners", "a.csv"),
        ({"staff": Table("a.pdf", b"%PDF-1.7")}, "staff", "PDF"),
        (
            {"modules": ["meetings"], "partners": Table("a.csv", b"Nazwa;Rodzaj\nX;NGO\n")},
            "partners",
            "module “partners”",
        ),
    ],
)
def test_what_is_wrong_is_said_by_field(changes: dict[str, Any], field: str, words: str) -> None:
    with translation.override("en"), entered_platform():
        found = problems_of(sopot(**changes))
    assert field in found
    assert words in found[field]
    with pytest.raises(ValidationError):
        onboard(sopot(**changes))


def test_colours_below_the_threshold_are_refused_with_the_nearest_that_passes() -> None:
    with translation.override("en"):
        said = problem_of_colours(["#c98b2e", "#bd7d25"])
    nearest = said.removesuffix(".").rpartition(" ")[2]
    assert "4.5 to 1" in said
    assert problem_of_colours([nearest, "#bd7d25"]) == ""
    assert contrast(nearest, "#ffffff") >= brands.TEXT
    assert contrast(nearest, "#ffffff") < brands.TEXT + 1.2, "no further than it takes"


def test_the_ratio_is_written_as_people_of_the_language_write_it() -> None:
    with translation.override("pl"):
        assert "kontrast wynosi 1,0 : 1, a musi wynosić co najmniej 4,5 : 1" in problem_of_colours(
            ["#ffff00", "#bd7d25"]
        )


def test_a_missing_name_is_named_once() -> None:
    with translation.override("en"), entered_platform():
        found = problems_of(sopot(legal_act=LegalAct(number="1/19")))
    assert found == {"legal_act_title": "Fill in “Name of the act”"}


@given(st.integers(0, 0xFFFFFF))
def test_what_is_proposed_is_always_taken(number: int) -> None:
    with translation.override("en"):
        said = problem_of_colours([f"#{number:06x}", "#000000"])
        if said:
            ratio, nearest = re.findall(r"is ([0-9.]+) to 1|is (#[0-9a-f]{6})", said)
            assert float(ratio[0]) < brands.TEXT
            assert problem_of_colours([nearest[1], "000000"]) == ""


@pytest.mark.parametrize("name", blueprint_names())
def test_every_module_of_a_blueprint_is_known(name: str) -> None:
    assert set(read_blueprint(name)["modules"]) <= set(MODULES)


@given(
    facts=st.dictionaries(
        st.sampled_from(
            [
                *("slug", "name", "blueprint", "admin_email", "domain", "teryt"),
                *("languages", "modules", "colours", "legal_act", "controller", "nonsense"),
            ]
        ),
        st.none() | st.text(max_size=20) | st.lists(st.text(max_size=8), max_size=3),
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_a_draft_and_has_its_problems(facts: dict[str, Any]) -> None:
    draft = NewCity.from_draft(
        {name: value for name, value in facts.items() if name not in {"legal_act", "controller"}}
    )
    with entered_platform():
        assert problems_of(draft)
    assert NewCity.from_draft(draft.as_draft()) == draft


def test_half_a_draft_of_an_older_version_is_read() -> None:
    assert NewCity.from_draft({"slug": "sopot", "legal_act": None, "gone": 1}).slug == "sopot"
