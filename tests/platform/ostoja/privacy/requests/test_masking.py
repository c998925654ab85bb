"""What is covered of other people, and what stays the person's own."""

import pytest
from django.utils import translation

from ostoja.privacy.requests.masking import Mask

OWN = ["Anna Kowalska", "601 602 603", "+48 58 123 45 67", "80010112345", "anna@dom.example"]


def covered(text: str, names: str = "", numbers: bool = True) -> str:
    with translation.override("en"):
        return Mask(own=OWN, names=names, numbers=numbers).cover(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dzwoni 601602603 lub 601 602 603, też +48 601 602 603.",
        "Numer 58 123 45 67, PESEL 80010112345.",
        "Pisze z anna@dom.example i Anna@Dom.example.",
        "Umówiona 23.11.2026 o 10:30, pokój 12, 1500 zł.",
        "Telefon zaufania 116 123, 800 70 2222, alarmowy 112.",
        "Sygnatura IK.5120.17.2026",
    ],
)
def test_what_is_her_own_or_nobodys_stays(text: str) -> None:
    assert covered(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mąż: 501 502 503.", "Mąż: [another person]."),
        ("Mąż: +48 501-502-503.", "Mąż: [another person]."),
        ("PESEL męża 79010112345", "PESEL męża [another person]"),
        ("Pisze piotr@dom.example, grozi", "Pisze [another person], grozi"),
    ],
)
def test_numbers_and_addresses_of_others_are_covered(text: str, expected: str) -> None:
    assert covered(text) == expected
    assert covered(text, numbers=False) == text


def test_names_that_were_named_are_covered_in_every_form() -> None:
    said = covered("Piotr bije. Bała się Piotra, mówiła o Piotrze i Nowakowej.", "Piotr Nowak")
    assert "Piotr" not in said.replace("[another person]", "")
    assert said.startswith("[another person] bije.")


def test_a_name_shared_with_the_person_stays() -> None:
    """The husband has her surname: hers must stay readable."""
    said = covered("Kowalska boi się. Dla Kowalskiej. Jan wrócił.", "Jan Kowalska")
    assert said == "Kowalska boi się. Dla Kowalskiej. [another person] wrócił."


def test_many_names_are_all_looked_for() -> None:
    names = "\n".join(f"Osoba{letter * 3}" for letter in "abcdefghijklmnopqrst")
    assert covered("Osobattt", names) == "[another person]"
