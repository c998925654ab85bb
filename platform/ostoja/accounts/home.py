"""The first page after sign-in: what needs this person now. Rooms register their part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts.memberships import roles_of
from ostoja.accounts.models import User
from ostoja.ui.city import CityFacts, facts_of

Text = str | Promise


@dataclass(frozen=True)
class PanelRow:
    """One thing that waits. ``meta`` is a word on its age or state."""

    text: Text
    url: str
    meta: Any = ""


@dataclass(frozen=True)
class Panel:
    """A part of the home page; ``empty`` tells what will appear here when there are no rows."""

    title: Text
    rows: Sequence[PanelRow] = field(default_factory=list)
    empty: Text = ""
    more_url: str = ""


PanelOf = Callable[[User], Panel | None]


@dataclass(frozen=True)
class Registered:
    """A panel's place on the page, and the part of the platform without which it is not shown."""

    panel: PanelOf
    order: int
    module: str


_registered: list[Registered] = []


def register(panel: PanelOf, order: int = 100, module: str = "") -> None:
    """Called by a room when the app starts; ``panel`` gives None to whom it does not concern."""
    _registered.append(Registered(panel, order, module))
    _registered.sort(key=lambda entry: entry.order)


def panels_for(user: User, city: CityFacts) -> list[Panel]:
    """This person's panels in this city; those with something in them come first."""
    made = [entry.panel(user) for entry in _registered if city.has(entry.module)]
    return sorted(filter(None, made), key=lambda panel: not panel.rows)


@staff_only
def staff_home(request: StaffRequest) -> HttpResponseBase:
    """What needs this person now."""
    user = request.user
    roles = sorted(roles_of(user), key=lambda role: str(role.label))
    panels = panels_for(user, facts_of(request))
    return render(request, "accounts/home.html", {"panels": panels, "roles": roles})
