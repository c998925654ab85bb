"""This room's part of the first page: the next meeting, what is owed, what nobody wrote down."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.meetings import selectors
from casework.meetings.models import Meeting, Outcome
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import groups_with, holds, roles_of
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

MOST_ROWS = 5
WRITE_UP = timedelta(days=60)
"""How long after a meeting somebody is still asked to write down who came."""


def next_meeting(user: User) -> Panel | None:
    """When and with whom the next meeting is."""
    if not holds(user, Permission.MEETING_VIEW):
        return None
    may_log = holds(user, Permission.MEETING_LOG)
    return Panel(
        title=_("Next meeting"),
        rows=[_meeting_row(one) for one in selectors.upcoming_meetings()[:1]],
        empty=_("The next meeting appears here, with its day and place, once it is planned."),
        more_url=reverse("meetings"),
        step=(_("Add a meeting"), reverse("meeting_new")) if may_log else None,
    )


def our_outcomes(user: User) -> Panel | None:
    """Open outcomes of the bodies for which this person comes to meetings."""
    if not groups_with(user, Permission.MEETING_VIEW):
        return None
    return Panel(
        title=_("What your organisation took on"),
        rows=[_row(outcome) for outcome in selectors.owed_by(user)[:MOST_ROWS]],
        empty=_("What your organisation takes on at a meeting appears here until it is done."),
        more_url=reverse("outcomes"),
    )


def overdue_outcomes(user: User) -> Panel | None:
    """For who leads the meetings: what any member owes, past its day."""
    if Role.ANIMATOR not in roles_of(user):
        return None
    found = selectors.decision_book(state="overdue")[:MOST_ROWS]
    return Panel(
        title=_("Outcomes past their day"),
        rows=[_row(outcome, names_owner=True) for outcome in found],
        empty=_("What a member has not done by its day appears here. Remind them."),
        more_url=f"{reverse('outcomes')}?state=overdue",
    )


def not_written_up(user: User) -> Panel | None:
    """For who writes meetings down: those that were and of which nothing is noted."""
    if not holds(user, Permission.MEETING_LOG):
        return None
    found = selectors.not_written_up(timezone.now() - WRITE_UP)[:MOST_ROWS]
    rows = [
        PanelRow(
            str(one),
            reverse("meeting_attendance", args=[one.pk]),
            local_time(one.starts_at),
            Pressing.TODAY,
        )
        for one in found
    ]
    return Panel(title=_("Nobody has noted yet who came"), rows=rows) if rows else None


def _meeting_row(meeting: Meeting) -> PanelRow:
    is_today = meeting.day == timezone.localdate()
    return PanelRow(
        str(meeting),
        reverse("meeting", args=[meeting.pk]),
        local_time(meeting.starts_at),
        Pressing.TODAY if is_today else Pressing.LATER,
    )


def _row(outcome: Outcome, *, names_owner: bool = False) -> PanelRow:
    meeting = reverse("meeting", args=[outcome.meeting_id])
    text = f"{outcome.owner}: {outcome.text}" if names_owner and outcome.owner else outcome.text
    is_pressing = outcome.is_due_by(timezone.localdate())
    pressing = Pressing.TODAY if is_pressing else Pressing.LATER
    return PanelRow(text, f"{meeting}#outcome-{outcome.pk}", _due(outcome), pressing)


def _due(outcome: Outcome) -> SafeString | str:
    if outcome.due_on is None:
        return ""
    words = _("overdue, was due on") if outcome.is_overdue else _("due on")
    return format_html("{} {}", words, local_time(outcome.due_on))
