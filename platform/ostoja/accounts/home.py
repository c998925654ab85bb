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

_registered: list[tuple[int, PanelOf]] = []


def register(panel: PanelOf, order: int = 100) -> None:
    """Called by a room when the app starts; ``panel`` gives None to whom it does not concern."""
    _registered.append((order, panel))
    _registered.sort(key=lambda entry: entry[0])


def panels_for(user: User) -> list[Panel]:
    """This person's panels; those with something in them come first."""
    found = [panel for _order, make in _registered if (panel := make(user)) is not None]
    return sorted(found, key=lambda panel: not panel.rows)


@staff_only
def staff_home(request: StaffRequest) -> HttpResponseBase:
    """What needs this person now."""
    user = request.user
    roles = sorted(roles_of(user), key=lambda role: str(role.label))
    return render(request, "accounts/home.html", {"panels": panels_for(user), "roles": roles})
