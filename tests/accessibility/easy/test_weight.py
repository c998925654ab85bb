"""How much a first view weighs with its easy text, the pictures and the font for reading."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

import ostoja.ui
from tests.cast import Cast

STATIC = Path(ostoja.ui.__file__).parent / "static"
MOST = 60_000
HEADERS = 350  # bytes of an answer besides its content


def sent(path: Path) -> int:
    """What goes over the wire; fonts are compressed already."""
    content = path.read_bytes()
    return HEADERS + len(content if path.suffix == ".woff2" else gzip.compress(content, 9))


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_the_start_page_stays_light(cast: Cast, language: str) -> None:
    browser = Client(HTTP_HOST="gdansk.localhost")
    browser.get(f"/{language}/accessibility/easy/on/")
    html = browser.get(f"/{language}/").content
    named = set(re.findall(r'/static/(ui/[\w./-]+\.(?:css|js|svg))"', html.decode()))
    assert len([one for one in named if "pictures/" in one]) >= 7
    letters = "cyrillic" if language == "uk" else "polish"
    named_fonts = [
        f"andika-{kind}-{bold}.woff2" for kind in ("latin", letters) for bold in (400, 700)
    ]
    fonts = [STATIC / "ui/fonts" / name for name in named_fonts]
    files = [*(STATIC / one for one in named), *fonts]
    weight = HEADERS + len(gzip.compress(html, 9)) + sum(map(sent, files))
    assert weight <= MOST, weight
