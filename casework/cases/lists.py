"""The list of cases: its orders, its columns, and how many of many cases it counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.cases.choices import CaseState
from casework.cases.models import Case, SavedList
from casework.cases.page import tags_of
from casework.cases.selectors import PROTECTED
from casework.cases.urgency import by_urgency
from casework.partners.words import language_name
from ostoja.access.door import permissions_on
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

MOST_COUNTED = 1_000
"""Cases that one list counts and pages through; whoever has more chooses fewer."""

COLUMNS: Mapping[str, Promise] = {
    "state": gettext_lazy("State"),
    "due": gettext_lazy("Somebody must act by"),
    "lead": gettext_lazy("Led by"),
    "worker": gettext_lazy("Worker"),
    "needs": gettext_lazy("Needs"),
    "opened": pgettext_lazy("case", "Opened"),
    "changed": pgettext_lazy("case", "Changed"),
    "age": pgettext_lazy("person", "Age"),
    "language": gettext_lazy("Language of the person"),
}
USUAL_COLUMNS = ("state", "due", "lead", "opened")

ORDERS: Mapping[str, Promise] = {
    "": gettext_lazy("overdue first"),
    "urgency": gettext_lazy("the most urgent first"),
    "newest": gettext_lazy("the newest first"),
    "longest": gettext_lazy("the longest open first"),
    "changed": gettext_lazy("the latest changed first"),
}
_ORDERS: Mapping[str, Sequence[Any]] = {
    "": (F("due_at").asc(nulls_last=True), "opened_at", "id"),
    "urgency": (by_urgency(), "opened_at", "id"),
    "newest": ("-opened_at", "-id"),
    "longest": ("opened_at", "id"),
    "changed": ("-changed_at", "-id"),
}
"""Each has an index of its own on the table."""


class CappedPages(Paginator):  # type: ignore[type-arg]
    """Pages of a list that counts no further than ``MOST_COUNTED``."""

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: MOST_COUNTED + 1].count())

    @cached_property
    def count(self) -> int:
        """How many cases are paged through."""
        return min(self._found, MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        """Whether there are more."""
        return self._found > MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list, as this person may see it."""

    case: Case
    cells: list[tuple[str, Promise, Any]]
    is_free: bool = False
    tags: list[tuple[str, str]] = field(default_factory=list)


def ordered(cases: QuerySet[Case], order: str) -> QuerySet[Case]:
    """In one of ``ORDERS``; what is not one of them is the first."""
    return cases.order_by(*_ORDERS.get(order, _ORDERS[""]))


def listed(cases: QuerySet[Case], columns: Sequence[str]) -> QuerySet[Case]:
    """With what the columns show, and nothing that was written about the person."""
    found = cases.select_related("lead", "worker").defer(*PROTECTED)
    return found.prefetch_related("needs__need") if "needs" in columns else found


def rows_of(
    cases: Iterable[Case], columns: Sequence[str], user: User, *, plain: bool = False
) -> list[Row]:
    """What the list shows of each; who works on a case concerns only those who lead it. A
    ``plain`` one has no marks of a page in it.
    """
    shown = list(cases)
    held = permissions_on(user, shown)
    return [_row(case, columns, held[case.pk], plain=plain) for case in shown]


def _row(case: Case, columns: Sequence[str], held: frozenset[Permission], *, plain: bool) -> Row:
    leads = not held.isdisjoint({Permission.CASE_CHANGE, Permission.CASE_COORDINATE})
    takes = Permission.CASE_CHANGE in held and case.state != CaseState.CLOSED
    tags = tags_of(case)
    cells = [
        (key, COLUMNS[key], _cell(case, key, tags, leads=leads, plain=plain)) for key in columns
    ]
    return Row(case, cells, is_free=takes and case.worker is None, tags=tags)


def _cell(case: Case, column: str, tags: list[tuple[str, str]], *, leads: bool, plain: bool) -> Any:
    if column == "state":
        return ", ".join(text for text, _colour in tags)
    if column in _MOMENTS:
        moment: datetime | None = getattr(case, _MOMENTS[column])
        return (_plain_time if plain else local_time)(moment) or "–"
    if column in _OF_LEADS and not leads:
        return "–"  # what a partner may not know of a case is not on its list either
    return _WORDS[column](case)


def _plain_time(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


_MOMENTS = {"opened": "opened_at", "changed": "changed_at", "due": "due_at"}
_OF_LEADS = frozenset({"worker", "needs"})
_WORDS: Mapping[str, Callable[[Case], Any]] = {
    "lead": lambda case: case.lead,
    "worker": lambda case: case.worker or _("nobody yet"),
    "needs": lambda case: ", ".join(str(one.need) for one in case.needs.all()),
    "age": lambda case: "–" if case.known_age is None else case.known_age,
    "language": lambda case: language_name(case.language),
}


def lists_of(user: User) -> QuerySet[SavedList]:
    """One's own lists, and those that colleagues share with a body one sees cases for."""
    shared = Q(shared_with__in=groups_with(user, Permission.CASE_VIEW))
    found = SavedList.objects.filter(Q(owner=user) | shared)
    return found.select_related("owner", "shared_with__organisation")


def list_of(user: User, pk: UUID) -> SavedList | None:
    """One's own list; what a colleague shares cannot be changed."""
    return lists_of(user).filter(owner=user, pk=pk).first()
