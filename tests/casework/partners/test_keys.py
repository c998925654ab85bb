"""Keys of bodies, places and services: short, unique, made of what can stand in an address."""

import pytest
from django.core.validators import validate_slug
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.partners.keys import LONGEST, free_key
from casework.partners.models import Location, Organisation, Service
from tests.casework.partners.builders import make_location, make_service, signatory

pytestmark = pytest.mark.usefixtures("gdansk")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Fundacja Ćma", "fundacja-cma"),
        ("Zażółć gęślą jaźń", "zazolc-gesla-jazn"),
        ("Łódź / Świdnica – oddział", "lodz-swidnica-oddzial"),
        ("  „Alter-Ego”  ", "alter-ego"),
        ("MOPS nr 7", "mops-nr-7"),
    ],
)
def test_a_name_makes_its_key(name: str, key: str) -> None:
    assert free_key(Organisation, name) == key


@pytest.mark.parametrize("name", ["Їжак", "„”", "—", "...", ""])
def test_a_name_without_latin_letters_gets_a_random_one(name: str) -> None:
    first, second = free_key(Organisation, name), free_key(Organisation, name)
    validate_slug(first)
    assert first != second and len(first) == 8


def test_a_key_that_is_taken_gets_an_ending() -> None:
    signatory("fundacja-cma")
    key = free_key(Organisation, "Fundacja Ćma")
    assert key.startswith("fundacja-cma-") and len(key) == len("fundacja-cma-") + 8


def test_each_kind_of_row_has_keys_of_its_own() -> None:
    body = signatory("body")
    make_location(body, "biuro")
    make_service(body, "porada")
    assert free_key(Service, "Biuro") == "biuro" and free_key(Location, "Porada") == "porada"
    assert free_key(Service, "Porada") != "porada" and free_key(Location, "Biuro") != "biuro"


def test_a_long_name_leaves_room_for_an_ending() -> None:
    name = "a " * 100
    key = free_key(Organisation, name)
    assert len(key) <= LONGEST and not key.endswith("-")
    signatory(key)
    longest = Organisation._meta.get_field("key").max_length
    assert longest is not None and len(free_key(Organisation, name)) <= longest


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_name_makes_a_key_for_an_address(name: str) -> None:
    key = free_key(Organisation, name.replace("\x00", ""))
    validate_slug(key)
    assert 0 < len(key) <= 80
