"""This room's part of the first page: stays of which somebody must decide, and free beds."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.shelter import limits
from casework.shelter.board import free_by_facility
from casework.shelter.models import Stay
from casework.shelter.nights import A_DAY
from casework.shelter.selectors import own_facilities, stays_visible_to, undecided
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

MOST_ROWS = 8
FIRST_ON_THE_DESK = 14
"""Days before the limit from which an undecided stay stands above everything else."""


def stays_to_decide(user: User) -> Panel | None:
    """Those near their limit or over: they stand here until somebody says what happens."""
    if not holds(user, Permission.STAY_ADMIT):
        return None
    rows = [_stay_row(stay) for stay in undecided(stays_visible_to(user))[:MOST_ROWS]]
    return Panel(title=_("Stays that need a decision"), rows=rows) if rows else None


def free_tonight(user: User) -> Panel | None:
    """How many beds are free tonight in the houses in which they admit."""
    if not holds(user, Permission.STAY_ADMIT):
        return None
    houses = own_facilities(user, Permission.STAY_ADMIT)
    if not houses:
        return None
    today = timezone.localdate()
    free = free_by_facility(today, today + A_DAY)
    rows = [
        PanelRow(one.name, reverse("facility", args=[one.pk]), _free(len(free.get(one.pk, []))))
        for one in houses[:MOST_ROWS]
    ]
    return Panel(title=_("Beds tonight"), rows=rows, more_url=reverse("shelter"))


def _stay_row(stay: Stay) -> PanelRow:
    left = limits.days_left(stay)
    over = limits.is_overdue(stay)
    is_now = over or (left is not None and left <= FIRST_ON_THE_DESK)
    text = f"{stay.case.pseudonym}, {stay.facility}"
    url = reverse("stay", args=[stay.pk])
    return PanelRow(text, url, in_words(stay), Pressing.NOW if is_now else Pressing.TODAY)


def in_words(stay: Stay) -> str:
    """How much time a stay has left, or how late it is."""
    left = limits.days_left(stay)
    if limits.is_overdue(stay):
        return _("was to leave on %(day)s") % {"day": date_format(stay.planned_end_on)}
    if left is None:
        return _("until %(day)s") % {"day": date_format(stay.planned_end_on)}
    words = ngettext("%(n)d day to the limit", "%(n)d days to the limit", left)
    return words % {"n": left}


def _free(number: int) -> str:
    return ngettext("%(n)d bed free", "%(n)d beds free", number) % {"n": number}
