"""Themes: every pair of colours that meet is readable, in every display and for every brand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ostoja.ui
from ostoja.ui import brand as brands
from ostoja.ui.brand import DARK, LIGHT, THEMES, Brand, findings, properties
from ostoja.ui.colours import contrast, is_colour, mix, readable
from ostoja.ui.display import DisplaySettings, sheets

HERE = Path(ostoja.ui.__file__).parent
STYLE_SHEETS = ["public.css", "staff.css"]
AAA = 7  # WCAG 2.2, 1.4.6
STRICT = {"contrast", "calm", "calm-dark"}
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_colours_are_mixed_and_moved_no_further_than_needed() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert readable("#0e4a57", on=["#ffffff"], at_least=4.5, towards="#000000") == "#0e4a57"
    moved = readable("#ffff00", on=["#ffffff"], at_least=4.5, towards="#000000")
    assert 4.5 <= contrast(moved, "#ffffff") < 4.7


@pytest.mark.parametrize("text", ["", "#fff", "0e4a57", "#0E4A57", "#0e4a5g", "#0e4a57\n", "red"])
def test_other_texts_are_no_colours(text: str) -> None:
    assert not is_colour(text)


def test_every_display_has_every_colour() -> None:
    assert set(THEMES["displays"]) == {"light", "dark", *STRICT}
    assert all(set(palette) == set(LIGHT) for palette in THEMES["displays"].values())


@pytest.mark.parametrize("display", THEMES["displays"])
def test_colours_that_meet_are_told_apart(display: str) -> None:
    palette = THEMES["displays"][display]
    wanted = {one: AAA if display in STRICT and one.at_least > 3 else one.at_least
              for one in findings(palette)}  # fmt: skip
    assert not [one for one, least in wanted.items() if one.ratio < least]


@given(colour=COLOURS, accent=COLOURS)
def test_whatever_a_city_chooses_can_be_read(colour: str, accent: str) -> None:
    brand = Brand(colour, accent)
    for palette in (LIGHT | brands.light(brand), DARK | brands.dark(brand)):
        assert set(palette) == set(LIGHT)
        assert not [one for one in findings(palette) if not one.holds]


def test_a_fitting_colour_is_used_as_it_is() -> None:
    assert brands.light(Brand("#0e4a57", "#bd7d25"))["brand"] == "#0e4a57"


def test_every_colour_is_in_some_pair_or_only_decorates() -> None:
    pairs = [pair for rule in THEMES["contrast"].values() for pair in rule["pairs"]]
    paired = {back for _, back in pairs}
    for fronts, _ in pairs:
        paired |= {fronts} if isinstance(fronts, str) else set(fronts)
    assert set(LIGHT) - paired == {"border", "surface-border", "hover"}


@pytest.mark.parametrize("display", THEMES["displays"])
def test_the_built_style_sheets_hold_the_displays(display: str) -> None:
    built = STYLE_SHEETS if display == "light" else [f"{display}.css"]
    for sheet in built:
        text = _long((HERE / "static/ui" / sheet).read_text())
        rules = re.findall(r":root\{(.*?)\}", text)
        wanted = set(properties(THEMES["displays"][display]).strip(";").split(";"))
        assert any(wanted <= set(rule.split(";")) for rule in rules)


NIGHT, CONTRAST = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"


@pytest.mark.parametrize(
    ("colours", "is_calm", "names"),
    [
        ("", False, {"dark": NIGHT, "/brand/": "", "contrast": CONTRAST}),
        ("light", False, {"/brand/": "", "choices": ""}),
        ("dark", False, {"dark": "", "/brand/": "", "choices": ""}),
        ("contrast", False, {"contrast": "", "choices": ""}),
        ("", True, {"calm": "", "calm-dark": NIGHT, "contrast": CONTRAST, "choices": ""}),
        ("light", True, {"calm": "", "choices": ""}),
        ("dark", True, {"calm-dark": "", "choices": ""}),
        ("contrast", True, {"contrast": "", "choices": ""}),
    ],
)
def test_a_page_adds_the_sheets_of_its_display(
    colours: str, is_calm: bool, names: dict[str, str]
) -> None:
    chosen = DisplaySettings(colours=colours, calm=is_calm)
    added = sheets(chosen, "0e4a57-bd7d25")
    assert len(added) == len(names)
    for sheet, (name, media) in zip(added, names.items(), strict=True):
        assert name in sheet.url if name == "/brand/" else sheet.url.endswith(f"ui/{name}.css")
        assert sheet.media == media
    assert not any("brand" in sheet.url for sheet in sheets(chosen, ""))


def test_what_was_not_chosen_costs_no_sheet() -> None:
    added = sheets(DisplaySettings(), "0e4a57-bd7d25")
    assert not [sheet for sheet in added if "choices" in sheet.url]


def _long(css: str) -> str:
    """Colours written as three digits become six digits again."""
    return re.sub(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b", r"#\1\1\2\2\3\3", css)


def test_where_it_is_tried_the_page_itself_stays_as_it_is() -> None:
    css = brands.trial_css(Brand("#0e4a57", "#bd7d25"))
    assert ":root" not in css
    assert "[data-try=light]" in css
    assert "[data-try=dark]" in css


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
