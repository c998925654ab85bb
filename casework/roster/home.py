"""This room's part of the first page: one's next duties, gaps, and swaps that wait."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.roster import selectors
from casework.roster.choices import SwapState
from casework.roster.cover import A_DAY, Gap
from casework.roster.models import Shift, Swap
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds, roles_of
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

MOST_ROWS = 5
WARNED_DAYS = 3
"""As long before as people are warned by a letter."""


def next_duties(user: User) -> Panel | None:
    """When this person is on duty."""
    if not holds(user, Permission.ROSTER_VIEW) or roles_of(user) == {Role.CITY_ADMIN}:
        return None
    return Panel(
        title=_("Your next duties"),
        rows=[_shift_row(one) for one in selectors.coming_shifts_of(user)[:MOST_ROWS]],
        empty=_("Your duties appear here once somebody plans them."),
        more_url=reverse("my_duties"),
    )


def swaps_that_wait(user: User) -> Panel | None:
    """What this person is asked about duties, or what waits for their approval."""
    if not holds(user, Permission.ROSTER_VIEW):
        return None
    may_plan = holds(user, Permission.ROSTER_PLAN)
    rows = [
        _swap_row(one)
        for one in selectors.open_swaps(user)[:MOST_ROWS]
        if (one.state == SwapState.ASKED and one.asked_id == user.pk)
        or (one.state == SwapState.AGREED and may_plan)
    ]
    return Panel(title=_("Swaps of duties that wait for you"), rows=rows) if rows else None


def gaps(user: User) -> Panel | None:
    """For those who plan: when soon nobody is on duty."""
    if not holds(user, Permission.ROSTER_PLAN):
        return None
    now = timezone.now()
    window = selectors.window_of(timezone.localdate(now), WARNED_DAYS + 1)
    found = [gap for gap in selectors.gaps_within(window) if gap.ends > now]
    return Panel(
        title=_("Times without anybody on duty"),
        rows=[_gap_row(gap) for gap in found if gap.starts < now + WARNED_DAYS * A_DAY][:MOST_ROWS],
        empty=_("If somebody is missing within three days, it appears here."),
        more_url=reverse("roster"),
    )


def _shift_row(shift: Shift) -> PanelRow:
    is_today = shift.day <= timezone.localdate()
    pressing = Pressing.TODAY if is_today else Pressing.LATER
    return PanelRow(str(shift.place), reverse("my_duties"), local_time(shift.starts_at), pressing)


def _swap_row(swap: Swap) -> PanelRow:
    text = f"{swap.asker}: {swap.shift.place}"
    return PanelRow(text, reverse("swaps"), local_time(swap.shift.starts_at), Pressing.TODAY)


def _gap_row(gap: Gap) -> PanelRow:
    is_now = gap.starts <= timezone.now() + A_DAY
    times = format_html("{} – {}", local_time(gap.starts), local_time(gap.ends))
    url = f"{reverse('roster')}?day={gap.day:%Y-%m-%d}"
    return PanelRow(str(gap.place), url, times, Pressing.NOW if is_now else Pressing.TODAY)
