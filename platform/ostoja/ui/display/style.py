"""Which style sheets a page adds to its own, for what the person chose."""

from dataclasses import dataclass

from django.templatetags.static import static

from ostoja.ui.display.settings import Colours, DisplaySettings


@dataclass(frozen=True)
class Sheet:
    """A style sheet that a page adds to its own, and for which devices."""

    url: str
    media: str = ""


BY_NIGHT = "(prefers-color-scheme: dark)"
MORE_CONTRAST = "(prefers-contrast: more)"


def sheets(chosen: DisplaySettings, brand: str) -> list[Sheet]:
    """What comes after a page's own sheet; later ones win. ``brand`` may be empty.

    High contrast and calm have no brand: there only what is easiest to see counts.
    """
    found = _muted(chosen.colours) if chosen.calm else _coloured(chosen.colours, brand)
    return found if not chosen.attributes else [*found, _built("choices")]


def _coloured(colours: str, brand: str) -> list[Sheet]:
    if colours == Colours.CONTRAST:
        return [_built("contrast")]
    own = [Sheet(_brand_url(brand, colours))] if brand else []
    if colours:
        return [*([_built("dark")] if colours == Colours.DARK else []), *own]
    return [_built("dark", BY_NIGHT), *own, _built("contrast", MORE_CONTRAST)]


def _muted(colours: str) -> list[Sheet]:
    by_colours = {
        "": [_built("calm"), _built("calm-dark", BY_NIGHT), _built("contrast", MORE_CONTRAST)],
        Colours.LIGHT: [_built("calm")],
        Colours.DARK: [_built("calm-dark")],
        Colours.CONTRAST: [_built("contrast")],
    }
    return by_colours[colours]


def _built(name: str, media: str = "") -> Sheet:
    return Sheet(static(f"ui/{name}.css"), media)


def _brand_url(brand: str, colours: str) -> str:
    return f"/brand/{brand}.css" + (f"?display={colours}" if colours else "")
