"""The navigation of pages for staff: rooms register items, a page shows those one may open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from ostoja.ui.city import facts_of

# Named, not imported: accounts stand beside the design system and use it themselves.
HOLDS = "ostoja.accounts.memberships.holds"


FEW = 9
"""So many pages all stay in sight: "More" would hide one or two of them for nothing."""


class Place(Enum):
    """Where a page stands in the main navigation."""

    IN_SIGHT = "of every day"
    MORE = "now and then"
    SETTINGS = "what is set once for the city or a body"


@dataclass(frozen=True)
class NavigationItem:
    """A page of the navigation.

    `permission` is what a person must hold to see it; None shows it to all staff, but to no
    operator whom the city let in.
    Lower `order` comes first. `module` is the part of the platform that the page belongs to:
    cities without it do not show it. With `exact` it is not current on the pages below it.
    `key` is the letter that leads there after "g". What is not for every day has a `place` behind
    "More".
    """

    label: str | Promise
    url_name: str
    permission: str | None = None
    order: int = 100
    module: str = ""
    exact: bool = False
    key: str = ""
    place: Place = Place.IN_SIGHT


@dataclass(frozen=True)
class NavigationLink:
    """An item as it is shown: `current` is what goes into ``aria-current``, empty elsewhere."""

    label: str | Promise
    url: str
    current: str
    key: str = ""
    place: Place = Place.IN_SIGHT


@dataclass(frozen=True, slots=True)
class Navigation:
    """The main navigation as it is shown; ``more`` and ``settings`` are folded away."""

    in_sight: list[NavigationLink]
    more: list[NavigationLink] = field(default_factory=list)
    settings: list[NavigationLink] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.in_sight)


KEYS: Mapping[str, Promise] = {
    "j": gettext_lazy("To the next entry of a list"),
    "k": gettext_lazy("To the entry before"),
    "Enter": gettext_lazy("Open the entry"),
    "x": gettext_lazy("Choose the entry, or leave it out again"),
    "f": gettext_lazy("To the search or filter of the page"),
    "d": gettext_lazy("In a conversation: danger to life"),
    "F8": gettext_lazy("The same while you write"),
    "s": gettext_lazy("In a conversation: a word aside"),
    "r": gettext_lazy("In a conversation: note a risk"),
    "p": gettext_lazy("In a conversation: pass it on"),
    "?": gettext_lazy("Show this list"),
}
"""Keys that do the same on every page; the script is assets/js/keys.js."""

FOLDED = (Place.MORE, Place.SETTINGS)

_main: dict[str, NavigationItem] = {}
_account: dict[str, NavigationItem] = {}


def register(item: NavigationItem) -> None:
    """Add a page to the main navigation; to be called from an app's ``ready()``."""
    _main[item.url_name] = item


def register_account(item: NavigationItem) -> None:
    """Add a page to the menu under a person's own name."""
    _account[item.url_name] = item


def main_links(request: HttpRequest) -> list[NavigationLink]:
    """All pages of the main navigation that this person sees, in order."""
    return _links(request, _main.values())


def main_navigation(request: HttpRequest) -> Navigation:
    """The same, folded: what is for every day is in sight, and after it the page one is on."""
    links = main_links(request)
    if len(links) <= FEW:
        return Navigation(links)
    places: dict[Place, list[NavigationLink]] = {place: [] for place in Place}
    for link in links:
        places[link.place].append(link)
    here = [link for place in FOLDED for link in places[place] if link.current]
    more, settings = ([link for link in places[place] if not link.current] for place in FOLDED)
    return Navigation([*places[Place.IN_SIGHT], *here], more, settings)


def account_links(request: HttpRequest) -> list[NavigationLink]:
    """The person's own menu."""
    return _links(request, _account.values())


def shortcuts_url(request: HttpRequest) -> str:
    """The page that lists the keys; empty for who has switched them off, and for residents."""
    user: Any = getattr(request, "user", None)
    try:
        return reverse("shortcuts") if getattr(user, "shortcuts", False) else ""
    except NoReverseMatch:
        return ""


def _links(request: HttpRequest, items: Iterable[NavigationItem]) -> list[NavigationLink]:
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    city = facts_of(request)
    shown = [item for item in items if city.has(item.module) and _may_see(user, item)]
    found = [(item, _url(item)) for item in sorted(shown, key=lambda item: item.order)]
    pages = [(item, url) for item, url in found if url is not None]
    here = _nearest(request.path, [url for item, url in pages if not item.exact])
    return [
        NavigationLink(item.label, url, _current(request, url, here), item.key, item.place)
        for item, url in pages
    ]


def _may_see(user: Any, item: NavigationItem) -> bool:
    if item.permission is None:
        return not getattr(user, "is_visitor", False)
    return bool(import_string(HOLDS)(user, item.permission))


def _url(item: NavigationItem) -> str | None:
    """None on a host that has no such page: the operator console shows none of a city's."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return None


def _nearest(path: str, urls: list[str]) -> str | None:
    """The page that `path` belongs to: the longest address it begins with."""
    return max((url for url in urls if path.startswith(url)), key=len, default=None)


def _current(request: HttpRequest, url: str, here: str | None) -> str:
    if request.path == url:
        return "page"
    return "true" if url == here else ""
