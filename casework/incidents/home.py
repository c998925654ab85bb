"""This room's part of the first page: incidents that go on."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.incidents import marks, selectors
from casework.incidents.models import Incident
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

MOST_ROWS = 5


def running(user: User) -> Panel | None:
    """Above everything else, in one query; in none while there is no incident."""
    if not holds(user, Permission.INCIDENT_VIEW) or not marks.one_goes_on():
        return None
    rows = [_row(one) for one in selectors.running(user)[:MOST_ROWS]]
    if not rows:
        return None
    return Panel(title=_("Incidents that go on"), rows=rows, more_url=reverse("incidents"))


def _row(incident: Incident) -> PanelRow:
    since = date_format(timezone.localtime(incident.began_at), "j E, H:i")
    text = f"{incident.name}, {incident.place}"
    meta = _("%(state)s, since %(when)s") % {
        "state": incident.get_state_display(),
        "when": since,
    }
    return PanelRow(text, reverse("incident", args=[incident.pk]), meta, Pressing.NOW)
