"""What can be chosen, and the few letters in which a choice is kept."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

TEXT_SIZES: Final = (100, 125, 150, 200)  # per cent
VERSION: Final = "1"
LONGEST: Final = 60  # characters of a text that is read at all


class Colours(StrEnum):
    """Sets of colours; without a choice the device decides between them."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Font(StrEnum):
    """Fonts for reading; without a choice the mode of the texts decides."""

    ATKINSON = "atkinson"
    ANDIKA = "andika"
    OPENDYSLEXIC = "opendyslexic"


# Each switch with its letter in the text that is kept.
SWITCHES: Final = {
    "calm": "c",
    "easy_to_read": "e",
    "pictograms": "p",
    "spaced": "w",
    "still": "s",
    "underlined": "u",
}


@dataclass(frozen=True)
class DisplaySettings:
    """What a person chose. Nothing chosen means: as the device asks for it.

    `calm`: no motion, sound, counters, nor anything that changes by itself but new messages.
    `still`: no motion. `spaced`: more room between letters, words and lines.
    """

    colours: str = ""
    text_size: int = 100
    font: str = ""
    easy_to_read: bool = False
    pictograms: bool = False
    underlined: bool = False
    still: bool = False
    calm: bool = False
    spaced: bool = False

    @classmethod
    def from_text(cls, text: str) -> "DisplaySettings":
        """From a cookie or a profile. What is not known there is as if it had not been chosen."""
        if text in _EARLIER:
            return _EARLIER[text]
        parts = text.split(".") if len(text) <= LONGEST else []
        if len(parts) != 5 or parts[0] != VERSION:
            return cls()
        _version, colours, size, font, letters = parts
        return cls(
            colours=colours if colours in _COLOURS else "",
            text_size=_SIZES.get(size, 100),
            font=font if font in _FONTS else "",
            **{name: letter in letters for name, letter in SWITCHES.items()},
        )

    def __str__(self) -> str:
        letters = "".join(letter for name, letter in SWITCHES.items() if getattr(self, name))
        return f"{VERSION}.{self.colours}.{self.text_size}.{self.font}.{letters}"

    @property
    def reading_font(self) -> str:
        """The font of the pages: Andika for texts that are easy to read, unless one was chosen."""
        return self.font or (Font.ANDIKA if self.easy_to_read else Font.ATKINSON)

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes of ``<html>`` for style sheets and scripts; none for what is as usual."""
        switches = {f"data-{name.replace('_', '-')}": "" for name in SWITCHES
                    if getattr(self, name)}  # fmt: skip
        chosen = {
            "data-display": self.colours,
            "data-text-size": "" if self.text_size == 100 else str(self.text_size),
            "data-font": "" if self.reading_font == Font.ATKINSON else self.reading_font,
        }
        return {name: value for name, value in chosen.items() if value} | switches

    @property
    def sample_attributes(self) -> dict[str, str]:
        """The same for a sample, which must not take over what the page around it has."""
        usual = {"data-text-size": "100", "data-font": Font.ATKINSON.value}
        return usual | self.attributes

    @property
    def is_usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == DisplaySettings()


NAMES: Final = tuple(field.name for field in fields(DisplaySettings))
_COLOURS = frozenset(one.value for one in Colours)
_FONTS = frozenset(one.value for one in Font)
_SIZES = {str(size): size for size in TEXT_SIZES}
# Until November 2026 the cookie held a set of colours alone, and calm was one of them.
_EARLIER = {
    **{one.value: DisplaySettings(colours=one.value) for one in Colours},
    "calm": DisplaySettings(calm=True),
}
