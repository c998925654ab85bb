"""Display settings as a text: short, whole, and harmless whatever somebody puts in its place."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.ui.display import Colours, DisplaySettings, Font
from ostoja.ui.display.settings import LONGEST, SWITCHES, TEXT_SIZES

USUAL = DisplaySettings()
CHOSEN = st.builds(
    DisplaySettings,
    colours=st.sampled_from(["", *(one.value for one in Colours)]),
    text_size=st.sampled_from(TEXT_SIZES),
    font=st.sampled_from(["", *(one.value for one in Font)]),
    **{name: st.booleans() for name in SWITCHES},
)


@given(CHOSEN)
def test_what_was_kept_is_read_again(chosen: DisplaySettings) -> None:
    text = str(chosen)
    assert DisplaySettings.from_text(text) == chosen
    assert len(text) <= LONGEST
    assert set(text) <= set(string.ascii_lowercase + string.digits + "."), "fits a cookie as it is"


@given(st.text(max_size=200))
def test_whatever_stands_there_is_read_without_an_error(text: str) -> None:
    assert isinstance(DisplaySettings.from_text(text), DisplaySettings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pink",
        "calm ",
        "DARK",
        "2.dark.150.andika.c",
        "1.dark.150.andika",
        "1.dark.150.andika.c.more",
        "....",
        "1" + "." * 10_000,
        "x" * 10_000,
        "1.dark.150.andika." + "c" * LONGEST,
        "\x00",
    ],
)
def test_another_text_is_no_choice(text: str) -> None:
    assert DisplaySettings.from_text(text) == USUAL


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1.pink.150..", DisplaySettings(text_size=150)),
        ("1.dark.151..", DisplaySettings(colours="dark")),
        ("1.dark.-150..", DisplaySettings(colours="dark")),
        ("1.dark.١٥٠..", DisplaySettings(colours="dark")),
        ("1..100.comic-sans.s", DisplaySettings(still=True)),
        ("1..100..zzzuzz", DisplaySettings(underlined=True)),
    ],
)
def test_of_a_text_with_something_unknown_the_rest_counts(text: str, read: DisplaySettings) -> None:
    assert DisplaySettings.from_text(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("light", DisplaySettings(colours="light")),
        ("dark", DisplaySettings(colours="dark")),
        ("contrast", DisplaySettings(colours="contrast")),
        ("calm", DisplaySettings(calm=True)),
    ],
)
def test_a_cookie_of_earlier_days_still_counts(text: str, read: DisplaySettings) -> None:
    assert DisplaySettings.from_text(text) == read


def test_easy_to_read_texts_are_set_in_andika_unless_a_font_was_chosen() -> None:
    assert USUAL.reading_font == Font.ATKINSON
    assert DisplaySettings(easy_to_read=True).reading_font == Font.ANDIKA
    assert DisplaySettings(easy_to_read=True, font="atkinson").reading_font == Font.ATKINSON


def test_the_usual_leaves_no_mark_on_a_page() -> None:
    assert USUAL.attributes == {}
    assert USUAL.is_usual


def test_every_choice_is_an_attribute_for_style_sheets_and_scripts() -> None:
    chosen = DisplaySettings("dark", 150, "opendyslexic", **dict.fromkeys(SWITCHES, True))
    assert chosen.attributes == {
        "data-display": "dark",
        "data-text-size": "150",
        "data-font": "opendyslexic",
        "data-calm": "",
        "data-easy-to-read": "",
        "data-pictograms": "",
        "data-spaced": "",
        "data-still": "",
        "data-underlined": "",
    }


@given(CHOSEN)
def test_each_choice_shows(chosen: DisplaySettings) -> None:
    if chosen.font != Font.ATKINSON:  # the usual font, chosen or not, looks the same
        assert bool(chosen.attributes) != chosen.is_usual
