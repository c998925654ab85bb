"""What a TERYT code stands for, and what a new city's system is called by it."""

import pytest

from tenants.documents.blueprints import title_of
from tenants.fence import entered
from tenants.onboarding import NewCity, onboard
from tenants.parts import blueprint_names, read_blueprint
from tenants.profile.selectors import profile
from tenants.teryt import VOIVODESHIPS, Unit, is_teryt, unit_of, voivodeship_of

LANGUAGES = {"pl", "en", "de", "uk"}


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("2214", Unit.COUNTY),  # powiat tczewski
        ("2209", Unit.COUNTY),  # powiat malborski
        ("1401", Unit.COUNTY),
        ("2261", Unit.CITY),
        ("2264", Unit.CITY),  # Sopot
        ("1465", Unit.CITY),  # Warszawa
        ("226101", Unit.CITY),
        ("2261011", Unit.CITY),
        ("221401", Unit.GMINA),  # Tczew, the town
        ("2214032", Unit.GMINA),
        ("", None),
        ("22", None),
        ("2260", None),
        ("２２６４", None),
        ("nothing", None),
    ],
)
def test_the_kind_follows_from_the_code(code: str, unit: Unit | None) -> None:
    assert unit_of(code) is unit


@pytest.mark.parametrize(
    ("teryt", "title"),
    [
        ("2214", "Powiatowy system interwencji kryzysowej"),
        ("221401", "Gminny system interwencji kryzysowej"),
        ("2264", "Miejski system interwencji kryzysowej"),
        ("", "Miejski system interwencji kryzysowej"),
    ],
)
def test_a_county_is_not_municipal(teryt: str, title: str) -> None:
    assert title_of(read_blueprint("msik"), teryt)["pl"] == title


@pytest.mark.parametrize("name", blueprint_names())
@pytest.mark.parametrize("teryt", ["2214", "221401", "2264"])
def test_each_title_is_there_in_every_language(name: str, teryt: str) -> None:
    assert set(title_of(read_blueprint(name), teryt)) == LANGUAGES


@pytest.mark.django_db
def test_an_onboarded_county_says_so_on_its_pages() -> None:
    onboard(NewCity("tczew", "powiat tczewski", "msik", "admin@tczew.example", teryt="2214"))
    with entered("tczew"):
        assert profile().system_name["de"] == "System der Krisenintervention des Landkreises"


@pytest.mark.parametrize(
    ("code", "where"), [("2209", "pomorskie"), ("0201011", "dolnośląskie"), ("3399", ""), ("", "")]
)
def test_a_code_says_where_it_lies(code: str, where: str) -> None:
    assert voivodeship_of(code) == where


def test_every_voivodeship_of_a_code_has_its_name() -> None:
    codes = [f"{number:02}" for number in range(100) if is_teryt(f"{number:02}01")]
    assert codes == list(VOIVODESHIPS)
