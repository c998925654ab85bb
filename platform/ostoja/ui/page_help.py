"""Short help beside each page for staff. Rooms register it for the names of their routes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise
Names = str | tuple[str, ...]
"""The name of a route, or of several that show one page."""

CONSOLE = "console:"
"""Begins the name of a page whose route has another page in the cities."""


@dataclass(frozen=True)
class Help:
    """Plain words: what a page is for, what to do first, what happens then, who sees it."""

    purpose: Text
    first: Text
    after: Text
    seen_by: Text


_registered: dict[str, Help] = {}


def register(texts: Mapping[Names, Help]) -> None:
    """Called by a room when the app starts."""
    for names, text in texts.items():
        for name in (names,) if isinstance(names, str) else names:
            _registered[name] = text


def help_of(request: HttpRequest) -> Help | None:
    """The help for the page that answers this request; None where there is none."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return None
    name = match.url_name or ""
    on_console = getattr(request, "city", None) is None
    return (_registered.get(CONSOLE + name) if on_console else None) or _registered.get(name)


def helped() -> Mapping[str, Help]:
    """Every route's help."""
    return dict(_registered)
