"""What this room tells staff; no word of it says anything of a case or of its person."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.telling.models import Telling
from casework.telling.selectors import tellings_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def _numbers(person: User, tellings: set[UUID]) -> dict[UUID, str]:
    """The numbers of the cases, as far as the person may see them."""
    found = tellings_visible_to(person).filter(pk__in=tellings)
    return dict(found.order_by().values_list("pk", F("case__number")))


LATE = Kind(
    key="telling-late",
    title=_("Somebody waits to be told what became of their matter"),
    text=_("Tell the person in a way that is safe for them, or note why not."),
    counted=ngettext_lazy(
        "%(number)d person waits to be told what became of their matter",
        "%(number)d people wait to be told what became of their matter",
        "number",
    ),
    address=page_of("telling"),
    names=_numbers,
    permission=Permission.CASE_VIEW,
    module="referrals",
    order=39,
)
STOPPED = Kind(
    key="telling-stopped",
    title=_("A neutral message to a person did not leave or arrive"),
    text=_("They do not know that there is something to read. Find another way to let them know."),
    counted=ngettext_lazy(
        "%(number)d neutral message to a person did not leave or arrive",
        "%(number)d neutral messages to people did not leave or arrive",
        "number",
    ),
    address=page_of("telling"),
    names=_numbers,
    permission=Permission.CASE_VIEW,
    module="referrals",
    order=40,
)


def register_all() -> None:
    """Called when the app starts."""
    register(LATE, STOPPED)


def late(telling: Telling, people: Iterable[User]) -> int:
    """Those who hold the case; how many are new."""
    event = event_of(telling.pk, f"late {telling.reminders} {telling.due_at.isoformat()}")
    return notify(LATE, to=people, event=event, about=telling.pk)


def stopped(telling: Telling, attempt: UUID, people: Iterable[User]) -> int:
    """Each message once; how many are new."""
    event = event_of(attempt, "stopped")
    return notify(STOPPED, to=people, event=event, about=telling.pk)


def another_way(telling: Telling) -> None:
    """Somebody prepared another message."""
    settle(STOPPED, about=telling.pk)


def settled(telling: Telling) -> None:
    """The person was told, or need not be."""
    settle(LATE, about=telling.pk)
