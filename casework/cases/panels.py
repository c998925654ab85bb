"""What other rooms add to the page of a case: panels, buttons and entries of its history."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.cases.selectors import Sight

Text = str | Promise
LAST_AT_HAND = 60


@dataclass(frozen=True, slots=True)
class CasePanel:
    """A part of the page; the template finds ``context`` under the name ``panel``."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseButton:
    """Something this person can do now: a page to go to, or a change at once (``posts``).

    Those with an ``order`` up to 60 are at hand, the others one step away.
    ``sends`` is a name and a value that such a change is sent with.
    """

    label: Text
    url: str
    order: int = 100
    is_main: bool = False
    posts: bool = False
    sends: tuple[str, str] | None = None

    @property
    def is_at_hand(self) -> bool:
        """Whether it stands on top of a case; the others are folded away under the first ones."""
        return self.is_main or self.order <= LAST_AT_HAND


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that happened: ``by`` names the person and the body, as far as one may know.

    ``kind`` is one of ``StoryKind``; where it is empty, that of the room that tells of it.
    """

    title: Text
    at: datetime
    by: str = ""
    text: str = ""
    remark: Text = ""
    kind: str = ""


class StoryKind(TextChoices):
    """By what the story of a case can be narrowed."""

    CONTACTS = "contacts", _("Contacts and notes")
    TASKS = "tasks", _("Tasks and appointments")
    REFERRALS = "referrals", _("Referrals")
    STAYS = "stays", _("Stays")
    BENEFITS = "benefits", _("Benefits in kind")
    CHANGES = "changes", _("Changes of the case")


PanelOf = Callable[[Case, Sight], CasePanel | None]
ButtonsOf = Callable[[Case, Sight], Iterable[CaseButton]]
HistoryOf = Callable[[Case, Sight], Iterable[HistoryEntry]]

_panels: list[tuple[int, PanelOf]] = []
_buttons: list[ButtonsOf] = []
_history: list[tuple[HistoryOf, StoryKind]] = []


def register(order: int, panel: PanelOf) -> None:
    """Called by a room when the app starts; ``panel`` gives None where it has nothing to show."""
    _panels.append((order, panel))
    _panels.sort(key=lambda entry: entry[0])


def register_buttons(buttons: ButtonsOf) -> None:
    """Called by a room when the app starts."""
    _buttons.append(buttons)


def register_history(history: HistoryOf, kind: StoryKind = StoryKind.CHANGES) -> None:
    """Called by a room when the app starts; ``kind`` is what most of its entries are."""
    _history.append((history, kind))


def panels_of(case: Case, sight: Sight) -> list[CasePanel]:
    """Every room's part of this case, as this person sees it."""
    return [panel for _order, make in _panels if (panel := make(case, sight)) is not None]


def buttons_of(case: Case, sight: Sight) -> list[CaseButton]:
    """Everything this person can do with the case now, the main thing first."""
    found = [button for buttons in _buttons for button in buttons(case, sight)]
    return sorted(found, key=lambda button: (not button.is_main, button.order))


def history_of(case: Case, sight: Sight) -> list[HistoryEntry]:
    """Everything that happened, as far as this person may know, the newest first."""
    return sorted(_entries(case, sight), key=lambda entry: entry.at, reverse=True)


def _entries(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    for history, kind in _history:
        for entry in history(case, sight):
            yield entry if entry.kind else replace(entry, kind=kind)
