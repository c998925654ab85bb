"""This room's part of the first page: the next meeting, and what one's own body owes."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.meetings import selectors
from casework.meetings.models import Outcome
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

MOST_ROWS = 5


def next_meeting(user: User) -> Panel | None:
    """When and with whom the next meeting is."""
    if not holds(user, Permission.MEETING_VIEW):
        return None
    meetings = selectors.upcoming_meetings()[:1]
    return Panel(
        title=_("Next meeting"),
        rows=[
            PanelRow(str(one), reverse("meeting", args=[one.pk]), local_time(one.starts_at))
            for one in meetings
        ],
        empty=_("No meeting is planned."),
        more_url=reverse("meetings"),
    )


def our_outcomes(user: User) -> Panel | None:
    """Open outcomes of the bodies for which this person comes to meetings."""
    if not groups_with(user, Permission.MEETING_VIEW):
        return None
    return Panel(
        title=_("What your organisation took on"),
        rows=[_row(outcome) for outcome in selectors.owed_by(user)[:MOST_ROWS]],
        empty=_("Your organisation has no open outcomes of meetings."),
        more_url=reverse("outcomes"),
    )


def _row(outcome: Outcome) -> PanelRow:
    meeting = reverse("meeting", args=[outcome.meeting_id])
    return PanelRow(outcome.text, f"{meeting}#outcome-{outcome.pk}", _due(outcome))


def _due(outcome: Outcome) -> SafeString | str:
    if outcome.due_on is None:
        return ""
    words = _("overdue, was due on") if outcome.is_overdue else _("due on")
    return format_html("{} {}", words, local_time(outcome.due_on))
