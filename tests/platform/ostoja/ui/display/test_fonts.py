"""Fonts for reading: every letter of the platform's languages is in the files that pages load."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import ostoja.ui
from ostoja.ui.display import Font

STATIC = Path(ostoja.ui.__file__).parent / "static/ui"
FACE = re.compile(r"@font-face\{(.*?)\}")
FAMILY = re.compile(r'font-family:"?([^";]+)"?')
LETTERS = {
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
SIGNS = "0123456789 .,:;!?()-–—…„”“‘’«»/@%&+*#\"'€×•№§°"
# The families of each choice, as --ostoja-font lists them; the first that has a letter shows it.
FAMILIES = {
    Font.ATKINSON: ["Ostoja"],
    Font.ANDIKA: ["Ostoja Andika", "Ostoja"],
    Font.OPENDYSLEXIC: ["Ostoja OpenDyslexic", "Ostoja"],
}
OWN = {
    Font.ATKINSON: "pl de en",
    Font.ANDIKA: "pl de en uk",
    Font.OPENDYSLEXIC: "pl de en uk",
}


def faces() -> list[tuple[str, str, set[int] | None]]:
    """Family, file, and the letters it is loaded for (None for all)."""
    css = (STATIC / "public.css").read_text() + (STATIC / "choices.css").read_text()
    found = []
    for face in FACE.findall(css):
        (family,), (file,) = FAMILY.findall(face), re.findall(r"fonts/([\w.-]+)", face)
        found.append((family, file, _codes(face) if "unicode-range" in face else None))
    return found


def _codes(face: str) -> set[int]:
    codes: set[int] = set()
    for first, last in re.findall(r"U\+([0-9a-fA-F?]+)(?:-([0-9a-fA-F]+))?", face):
        start, end = first.replace("?", "0"), last or first.replace("?", "f")
        codes |= set(range(int(start, 16), int(end, 16) + 1))
    return codes


def letters_in(files: list[str]) -> set[int]:
    found: set[int] = set()
    for file in files:
        found |= set(TTFont(STATIC / "fonts" / file).getBestCmap())
    return found


def shown_by(family: str, weight: str) -> set[int]:
    """The letters that a browser shows in this family: in a file, and loaded for them."""
    found: set[int] = set()
    for name, file, codes in faces():
        if name == family and f"-{weight}." in file:
            held = letters_in([file])
            found |= held if codes is None else held & codes
    return found


@pytest.mark.parametrize("weight", ["400", "700"])
@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("font", Font)
def test_every_letter_and_sign_is_there(font: Font, language: str, weight: str) -> None:
    wanted = LETTERS[language] + LETTERS[language].upper() + SIGNS
    there: set[int] = set()
    for family in FAMILIES[font]:
        there |= shown_by(family, weight)
    assert not {letter for letter in wanted if ord(letter) not in there}


@pytest.mark.parametrize(("font", "language"), [(f, la) for f in Font for la in OWN[f].split()])
def test_a_font_has_the_letters_of_a_language_itself(font: Font, language: str) -> None:
    own = shown_by(FAMILIES[font][0], "400")
    assert not {one for one in LETTERS[language] + LETTERS[language].upper() if ord(one) not in own}


def test_atkinson_has_no_cyrillic_which_is_why_source_sans_stands_in() -> None:
    latin = [file for _family, file, _codes in faces() if file.startswith("latin")]
    assert not {one for one in "абв" if ord(one) in letters_in(latin)}
    assert {one for one in "абв" if ord(one) in letters_in(["cyrillic-400.woff2"])} == set("абв")


@pytest.mark.parametrize("font", [Font.ANDIKA, Font.OPENDYSLEXIC])
def test_a_font_is_loaded_only_where_it_was_chosen(font: Font) -> None:
    chosen = (STATIC / "choices.css").read_text()
    assert re.search(rf'\[data-font="?{font}"?\]\{{--ostoja-font:\s*"{FAMILIES[font][0]}"', chosen)
    for sheet in ("public.css", "staff.css"):
        assert FAMILIES[font][0] not in (STATIC / sheet).read_text()


def test_a_font_whose_name_is_reserved_is_whole() -> None:
    """Its licence (SIL OFL 1.1) lets nobody give the name to a version that was cut."""
    licences = (STATIC / "licences.txt").read_text()
    reserved = re.findall(r"Reserved Font Name (\w+)", licences)
    assert "OpenDyslexic" in reserved
    assert not {"Andika", "Atkinson"} & set(reserved)
    names = TTFont(STATIC / "fonts/opendyslexic-400.woff2").getGlyphOrder()
    assert len(names) > 1500


@pytest.mark.parametrize(
    "work", ["Andika", "OpenDyslexic", "Atkinson Hyperlegible Next", "Source Sans 3"]
)
def test_each_font_is_attributed_with_its_licence(work: str) -> None:
    part = (STATIC / "licences.txt").read_text().split(f"==== {work} ====")[1].split("====")[0]
    assert "Copyright" in part or "Google Inc" in part
    assert "SIL Open Font License, Version 1.1" in part
