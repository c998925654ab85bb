"""The colours of a new city: they must be readable as they are chosen (decision 0027)."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ostoja.ui import brand as brands
from ostoja.ui.brand import PAPER, TEXT, TINT, Brand
from ostoja.ui.colours import WHITE, contrast, is_colour, mix

TWO = 2


def as_kept(colour: str) -> str:
    """`#1c2126`, however it is written."""
    bare = colour.strip().lower()
    return bare if bare.startswith("#") or not bare else f"#{bare}"


def brand_of(colours: Sequence[str]) -> Brand:
    """The brand of two colours that were checked."""
    return Brand(*map(as_kept, colours))


def problem_of_colours(colours: Sequence[str]) -> str:
    """Why these cannot be a city's colours, or nothing. Says the nearest one that can."""
    if not colours:
        return ""
    if len(colours) != TWO or not all(is_colour(as_kept(one)) for one in colours):
        return _("Give two colours, each as # and six digits or letters a to f: #0e4a57,#bd7d25.")
    brand = brand_of(colours)
    nearest = nearest_readable(brand)
    if nearest == brand.colour:
        return ""
    return _(
        "Text in %(colour)s is hard to read: its contrast is %(ratio)s to 1 and must be at least"
        " %(least)s to 1. The nearest colour that can be read is %(nearest)s."
    ) % {
        "colour": brand.colour,
        "ratio": _one_digit(_least_contrast(brand.colour)),
        "least": _one_digit(TEXT),
        "nearest": nearest,
    }


def nearest_readable(brand: Brand) -> str:
    """The colour that the pages would make of the city's, and that they take as it is: with the
    colour its own tint changes, on which it must be read too.
    """
    while (found := brands.light(brand)["brand"]) != brand.colour:
        brand = Brand(found, brand.accent)
    return found


def _least_contrast(colour: str) -> float:
    grounds = (*(brands.LIGHT[name] for name in PAPER), WHITE, mix(colour, WHITE, TINT))
    return min(contrast(colour, ground) for ground in grounds)


def _one_digit(ratio: float) -> str:
    """As the language writes it; cut and not rounded: 4.46 is not enough and must not look so."""
    return number_format(int(ratio * 10) / 10, 1)
