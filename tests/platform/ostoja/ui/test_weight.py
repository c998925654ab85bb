"""How much the first view of a residents' page weighs on its way to a bad telephone."""

import gzip
import re
from html import unescape
from pathlib import Path

import pytest

import ostoja.ui
from ostoja.ui.forms import Form, LongText
from tests.platform.ostoja.ui.pages import request_to, show

STATIC = Path(ostoja.ui.__file__).parent / "static/ui"
KILOBYTE = 1000
MOST = 60 * KILOBYTE
MOST_STYLE = 12.5 * KILOBYTE
FACE = re.compile(r"@font-face\{(.*?)\}")


class Story(Form):
    story = LongText(label="Co się stało?")


def compressed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def fonts_for(text: str, family: str = "Ostoja") -> dict[str, int]:
    """The font files that a browser loads for the text: the last face that has a letter wins."""
    faces = [
        (_codes(face), re.findall(r"fonts/([\w.-]+)", face)[0])
        for sheet in ("public.css", "choices.css")
        for face in FACE.findall((STATIC / sheet).read_text())
        if re.search(rf'font-family:"?{family}"?;', face)
    ]
    files: dict[str, int] = {}
    for weight in ("400", "700"):
        of_weight = [(codes, file) for codes, file in faces if f"-{weight}." in file]
        for letter in set(text):
            covering = [file for codes, file in of_weight if ord(letter) in codes]
            if covering:
                files[covering[-1]] = (STATIC / "fonts" / covering[-1]).stat().st_size
    return files


def _codes(face: str) -> set[int]:
    ranges = re.findall(r"U\+([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?", face)
    wild = [
        (code.replace("?", "0"), code.replace("?", "f"))
        for code in re.findall(r"U\+([0-9a-f]*\?+)", face)
    ]
    return {
        code
        for first, last in ranges + wild
        for code in range(int(first, 16), int(last or first, 16) + 1)
    }


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_a_first_view_is_light(language: str) -> None:
    html = show("ui/public.html", request_to(f"/{language}/"), form=Story())
    # The switch names Ukrainian in the system's font, but on Ukrainian pages.
    shown = html if language == "uk" else html.replace("Українська", "")
    fonts = fonts_for(" ".join(unescape(re.sub(r"<[^>]+>", "", shown)).split()))
    style = compressed("public.css")
    weight = len(html.encode()) + style + compressed("public.js") + sum(fonts.values())
    assert style <= MOST_STYLE
    assert not [name for name in fonts if "whole" in name], "a seldom letter loads a whole font"
    assert weight <= MOST


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
@pytest.mark.parametrize("colours", ["", "dark", "contrast"])
def test_what_somebody_chose_keeps_it_light(language: str, colours: str) -> None:
    """Easy to read in Andika, calm, twice as large; only OpenDyslexic, which is whole, is more."""
    request = request_to(f"/{language}/")
    request.COOKIES["display"] = f"1.{colours}.200..cepwsu"
    html = show("ui/public.html", request, form=Story())
    sheets = re.findall(r'href="/static/ui/([\w-]+\.css)"', html)
    assert "choices.css" in sheets
    assert "fonts/latin-400" not in html, "a font that is not used is not asked for"
    fonts = fonts_for(" ".join(unescape(re.sub(r"<[^>]+>", "", html)).split()), "Ostoja Andika")
    assert all(name.startswith("andika") for name in fonts)
    weight = len(html.encode()) + compressed("public.js") + sum(fonts.values())
    assert weight + sum(compressed(sheet) for sheet in sheets) <= MOST


def test_opendyslexic_is_shown_late_rather_than_making_people_wait() -> None:
    faces = FACE.findall((STATIC / "choices.css").read_text())
    assert faces
    assert all("font-display:swap" in face for face in faces)
