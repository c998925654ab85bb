"""The first page after sign-in: what needs this person now. Rooms register their part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts.memberships import roles_of
from ostoja.accounts.models import User
from ostoja.ui.city import CityFacts, facts_of

Text = str | Promise


class Pressing(IntEnum):
    """How soon something must be done; the most pressing stands on top of the page."""

    NOW = 0
    TODAY = 1
    LATER = 2

    @property
    def colour(self) -> str:
        """The colour of its tag; what can wait has none."""
        return {Pressing.NOW: "red", Pressing.TODAY: "yellow"}.get(self, "")


@dataclass(frozen=True)
class PanelRow:
    """One thing that waits; ``url`` is where it is done. ``meta`` is a word on its age or state."""

    text: Text
    url: str
    meta: Any = ""
    pressing: Pressing = Pressing.LATER


@dataclass(frozen=True)
class Figure:
    """A number without names; ``value`` is in words where the number is too small to be told."""

    label: Text
    value: Text | int


@dataclass(frozen=True)
class Panel:
    """A part of the home page; ``empty`` teaches what will appear here when there are no rows.

    ``step`` is what one can begin here at any time: its words and its address.
    """

    title: Text
    rows: Sequence[PanelRow] = field(default_factory=list)
    empty: Text = ""
    more_url: str = ""
    figures: Sequence[Figure] = field(default_factory=list)
    step: tuple[Text, str] | None = None

    @property
    def is_full(self) -> bool:
        """Whether there is anything in it besides what it teaches."""
        return bool(self.rows or self.figures)

    @property
    def pressing(self) -> Pressing:
        """That of its most pressing row."""
        return min((row.pressing for row in self.rows), default=Pressing.LATER)


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
    """This person's panels in this city: the most pressing first, those with nothing last."""
    made = [entry.panel(user) for entry in _registered if city.has(entry.module)]
    return sorted(filter(None, made), key=lambda panel: (not panel.is_full, panel.pressing))


@staff_only
def staff_home(request: StaffRequest) -> HttpResponseBase:
    """What needs this person now."""
    panels = panels_for(request.user, facts_of(request))
    rows = [row for panel in panels for row in panel.rows]
    context = {
        "panels": [panel for panel in panels if panel.is_full],
        "empty_panels": [panel for panel in panels if not panel.is_full],
        "has_rows": bool(rows),
        "number_now": sum(row.pressing == Pressing.NOW for row in rows),
        "number_today": sum(row.pressing == Pressing.TODAY for row in rows),
        "has_role": request.user.is_visitor or bool(roles_of(request.user)),
    }
    return render(request, "accounts/home.html", context)
