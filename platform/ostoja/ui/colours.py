"""Colours as sRGB texts (`#1c2126`), and how well they are told apart (WCAG 2.2, 1.4.3)."""

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

BLACK, WHITE = "#000000", "#ffffff"
PATTERN = r"#[0-9a-f]{6}"
_COLOUR = re.compile(PATTERN)


def is_colour(text: str) -> bool:
    """Whether the text is a colour in our form: six small hexadecimal digits."""
    return bool(_COLOUR.fullmatch(text))


def luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, definition of contrast ratio: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with so large a share (0 to 1) of the other in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def lighter(colour: str, share: float) -> str:
    """The colour moved so far (0 to 1) to white, with its hue and strength kept."""
    hue, lightness, strength = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    parts = hls_to_rgb(hue, lightness + (1 - lightness) * share, strength)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def readable(colour: str, *, on: Iterable[str], at_least: float, towards: str) -> str:
    """The nearest colour, moved ``towards`` black or white, that is readable ``on`` all these."""
    backs = list(on)
    for percent in range(100):
        share = percent / 100
        found = lighter(colour, share) if towards == WHITE else mix(colour, towards, share)
        if all(contrast(found, back) >= at_least for back in backs):
            return found
    return towards


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
