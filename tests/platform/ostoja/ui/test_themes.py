"""Themes: every pair of colours that meet is readable, in every city."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import ostoja.ui

HERE = Path(ostoja.ui.__file__).parent
THEMES: dict[str, Any] = json.loads((HERE / "assets/themes.json").read_text())
STYLE_SHEETS = ["public.css", "staff.css"]
PALETTES = {
    "ostoja": THEMES["displays"]["light"],
    **{
        slug: THEMES["displays"]["light"] | city["light"] for slug, city in THEMES["cities"].items()
    },
}
PAIRS = [
    (front, back, rule["at_least"])
    for rule in THEMES["contrast"].values()
    for front, back in rule["pairs"]
]


def luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, definition of contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_there_is_a_theme_for_each_of_the_first_cities() -> None:
    assert set(THEMES["cities"]) == {"gdansk", "gdynia", "slupsk"}


@pytest.mark.parametrize("city", PALETTES)
@pytest.mark.parametrize(("front", "back", "at_least"), PAIRS)
def test_colours_that_meet_are_told_apart(
    city: str, front: str, back: str, at_least: float
) -> None:
    palette = PALETTES[city]
    assert contrast(palette[front], palette[back]) >= at_least


def test_cities_change_only_colours_that_exist() -> None:
    for city in THEMES["cities"].values():
        assert set(city["light"]) <= set(THEMES["displays"]["light"])


def test_every_colour_is_in_some_pair_or_only_decorates() -> None:
    paired = {name for front, back, _ in PAIRS for name in (front, back)}
    decorates = {"border", "surface-border", "hover"}
    assert set(THEMES["displays"]["light"]) - paired == decorates


@pytest.mark.parametrize("sheet", STYLE_SHEETS)
def test_the_built_style_sheets_hold_the_themes(sheet: str) -> None:
    built = (HERE / "static/ui" / sheet).read_text()
    for slug, city in THEMES["cities"].items():
        rule = re.search(rf"\[data-city-theme=\"?{slug}\"?\]\{{(.*?)\}}", built)
        assert rule, slug
        for colour in city["light"].values():
            assert colour in _long(rule[1])


def _long(css: str) -> str:
    """Colours written as three digits become six again."""
    return re.sub(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b", r"#\1\1\2\2\3\3", css)


@pytest.mark.parametrize("sheet", STYLE_SHEETS)
def test_no_other_bodys_brand_is_shipped(sheet: str) -> None:
    built = (HERE / "static/ui" / sheet).read_text()
    for foreign in ("GDS Transport", "crown", "crest", "url(http", "url(//", "@import"):
        assert foreign not in built


def test_every_file_that_a_style_sheet_names_is_there() -> None:
    for sheet in STYLE_SHEETS:
        built = (HERE / "static/ui" / sheet).read_text()
        named = {
            name for name in re.findall(r"url\(\"?([^)\"]+)\"?\)", built) if name[:5] != "data:"
        }
        assert named
        assert not {name for name in named if not (HERE / "static/ui" / name).exists()}
