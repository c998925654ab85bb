"""Texts that are easy to read, for pages of residents: one sentence a line, a picture beside it.

They lie in a room above the design system, which registers who gives them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from ostoja.ui.display import DisplaySettings, known_settings
from ostoja.ui.pictures import address_of

SWITCH = "easy_text_switch"  # the route that turns it on and off
UNKNOWN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and the name of its picture; "" for none."""

    text: str
    picture: str = ""

    @property
    def address(self) -> str:
        """Where the picture lies."""
        return address_of(self.picture)


@dataclass(frozen=True, slots=True)
class EasyText:
    """The lines, and who of those who need such texts has read and understood them, and when."""

    lines: Sequence[Line]
    checked_by: str = ""
    checked_on: date | None = None


class Provider(Protocol):
    """Gives a page's text; ``shipped``: the platform's own, without asking the database."""

    def __call__(self, page: str, language: str, *, shipped: bool) -> EasyText | None: ...


_providers: list[Provider] = []
_pages: dict[str, Callable[[], Mapping[str, str]]] = {}


def register(provider: Provider, pages: Callable[[], Mapping[str, str]]) -> None:
    """Called when the app starts. ``pages``: the name of a route to the key of its text."""
    _providers[:] = [provider]
    _pages["routes"] = pages


def easy_text(page: str, language: str, *, shipped: bool = False) -> EasyText | None:
    """The text of this page; None where there is none."""
    return _providers[0](page, language, shipped=shipped) if page and _providers else None


def page_of(request: HttpRequest | None) -> str:
    """The key of the request's page by its route; "" for one that has no text."""
    match = getattr(request, "resolver_match", None)
    routes = _pages["routes"]() if _pages else UNKNOWN
    return routes.get(match.url_name or "", "") if match else ""


@dataclass(frozen=True, slots=True)
class Switch:
    """The link that turns easy texts on or off, and brings back to the page."""

    url: str
    is_on: bool


def switch_of(request: HttpRequest, display: DisplaySettings | None = None) -> Switch | None:
    """None where it would lose something: an answer to POST has no address to come back to."""
    if request.method not in {"GET", "HEAD"}:
        return None
    is_on = (display or known_settings(request)).easy_to_read
    urlconf = getattr(request, "urlconf", None)
    try:
        address = reverse(SWITCH, urlconf, kwargs={"choice": "off" if is_on else "on"})
    except NoReverseMatch:
        return None
    return Switch(f"{address}?{urlencode({'back': request.get_full_path()})}", is_on)


def switched(display: DisplaySettings, *, is_on: bool) -> DisplaySettings:
    """The same display with or without easy texts, and with the pictures that belong to them."""
    return replace(display, easy_to_read=is_on, pictograms=is_on)
