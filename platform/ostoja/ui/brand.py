"""A city's brand: from two colours that it chose, all that a page needs, light and dark.

Whatever a city chooses can be read in the end: each colour is moved as little as it takes.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ostoja.ui.colours import BLACK, WHITE, contrast, is_colour, lighter, mix, readable

THEMES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "assets/themes.json").read_text(encoding="utf-8")
)
LIGHT: dict[str, str] = THEMES["displays"]["light"]
DARK: dict[str, str] = THEMES["displays"]["dark"]
PAPER = ("body-background", "template-background", "card-background")
TINT = 0.89  # how much white there is in the ground that has the brand's own colour
TEXT = 4.5  # WCAG 2.2, 1.4.3


@dataclass(frozen=True)
class Brand:
    """The city's own colour (headings, buttons, links), and a second one that only decorates."""

    colour: str
    accent: str

    @classmethod
    def from_text(cls, text: str) -> "Brand | None":
        """From an address (`0e4a57-bd7d25`); None for anything else."""
        colour, _, accent = text.partition("-")
        found = cls(f"#{colour}", f"#{accent}")
        return found if is_colour(found.colour) and is_colour(found.accent) else None

    def __str__(self) -> str:
        return f"{self.colour[1:]}-{self.accent[1:]}"


@dataclass(frozen=True)
class Finding:
    """How well two colours that meet are told apart, and what it takes."""

    front: str
    back: str
    ratio: float
    at_least: float

    @property
    def holds(self) -> bool:
        """Whether they are told apart well enough."""
        return self.ratio >= self.at_least


def light(brand: Brand) -> dict[str, str]:
    """What the brand changes of the light display."""
    paper = [LIGHT[name] for name in PAPER]
    tint = mix(brand.colour, WHITE, TINT)
    own = readable(brand.colour, on=[*paper, WHITE, tint], at_least=TEXT, towards=BLACK)
    strong = readable(mix(own, BLACK, 0.25), on=[*paper, tint], at_least=7, towards=BLACK)
    return {
        "brand": own,
        "brand-strong": strong,
        "brand-tint": tint,
        "header": strong,
        "on-header-muted": mix(strong, WHITE, 0.8),
        "accent": readable(brand.accent, on=paper[:1], at_least=3, towards=BLACK),
        "link": own,
        "link-hover": mix(own, BLACK, 0.3),
        "button": own,
        "button-hover": strong,
    }


def dark(brand: Brand) -> dict[str, str]:
    """What the brand changes of the dark display."""
    paper = [DARK[name] for name in PAPER]
    deep = readable(
        mix(brand.colour, DARK["body-background"], 0.7),
        on=[DARK["secondary-text"]],
        at_least=6,
        towards=DARK["body-background"],
    )
    own = readable(lighter(brand.colour, 0.3), on=[*paper, deep], at_least=6, towards=WHITE)
    strong = readable(lighter(own, 0.3), on=[*paper, deep], at_least=8, towards=WHITE)
    header = readable(mix(brand.colour, BLACK, 0.45), on=[WHITE], at_least=11, towards=BLACK)
    return {
        "brand": own,
        "brand-strong": strong,
        "brand-tint": deep,
        "header": header,
        "on-header-muted": mix(header, WHITE, 0.75),
        "accent": readable(brand.accent, on=paper[:1], at_least=3, towards=WHITE),
        "link": own,
        "link-hover": strong,
        "button": own,
        "button-hover": strong,
    }


def css(brand: Brand, display: str = "") -> str:
    """The style sheet of a brand: for one display, or as the device decides between them."""
    by_day, by_night = properties(light(brand)), properties(dark(brand))
    if display:
        return f":root{{{by_night if display == 'dark' else by_day}}}"
    return f":root{{{by_day}}}@media(prefers-color-scheme:dark){{:root{{{by_night}}}}}"


def trial_css(brand: Brand) -> str:
    """The whole palettes of a brand, for elements where a page tries it on."""
    palettes = {"light": LIGHT | light(brand), "dark": DARK | dark(brand)}
    return "".join(
        f"[data-try={display}]{{{properties(palette)}}}" for display, palette in palettes.items()
    )


def sample_css(brand: Brand) -> str:
    """What the brand changes of the sample beside the display settings; calm and contrast aside."""
    sample = ".ostoja-try:not([data-calm],[data-display=contrast])"
    by_day, by_night = properties(light(brand)), properties(dark(brand))
    return (
        f"{sample}{{{by_day}}}{sample}[data-display=dark]{{{by_night}}}"
        f"@media(prefers-color-scheme:dark){{{sample}:not([data-display]){{{by_night}}}}}"
    )


def properties(colours: dict[str, str]) -> str:
    """As CSS custom properties; some have the names that govuk-frontend reads."""
    return "".join(f"{_property(name)}:{value};" for name, value in colours.items())


def _property(name: str) -> str:
    return f"--govuk-{name}-colour" if name in THEMES["govuk"] else f"--ostoja-{name}"


def findings(palette: dict[str, str]) -> list[Finding]:
    """Every pair of colours that meet on a page; of several fronts the best one counts."""
    return [
        Finding(*_best(palette, fronts, back), rule["at_least"])
        for rule in THEMES["contrast"].values()
        for fronts, back in rule["pairs"]
    ]


def _best(palette: dict[str, str], fronts: str | list[str], back: str) -> tuple[str, str, float]:
    names = [fronts] if isinstance(fronts, str) else fronts
    ratios = {name: contrast(palette[name], palette[back]) for name in names}
    front = max(ratios, key=lambda name: ratios[name])
    return front, back, ratios[front]
