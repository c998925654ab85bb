"""This room's part of the first page: requests that wait for an answer."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.privacy.requests import page, selectors
from ostoja.ui.templatetags.ui import local_time

ROWS = 5


def waiting_requests(user: User) -> Panel | None:
    """The oldest first; the month for the answer presses."""
    if not holds(user, Permission.DATA_REQUESTS):
        return None
    rows = [
        PanelRow(
            f"{line.name}: {line.request.get_kind_display()}",
            reverse("data_request", args=[line.request.pk]),
            format_html("{} {}", _("answer due"), local_time(line.request.due_on)),
            Pressing.TODAY if line.is_late else Pressing.LATER,
        )
        for line in page.lines(selectors.open_requests(user)[:ROWS])
    ]
    return Panel(
        title=_("Requests of people about their data"),
        rows=rows,
        empty=_(
            "When somebody asks for a copy of their data or for its erasure, the request appears"
            " here with the day on which the answer is due."
        ),
        more_url=reverse("data_requests"),
    )
