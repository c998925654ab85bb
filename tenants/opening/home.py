"""This room's part of the first page: what keeps the city closed, and what it lost since."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from tenants import readiness
from tenants.models import Stage
from tenants.opening.selectors import stage_here


def what_is_missing(user: User) -> Panel | None:
    """For administrators, of a city in preparation and of one that is open."""
    if not holds(user, Permission.CITY_SETTINGS):
        return None
    stage = stage_here()
    if stage == Stage.PREPARING:
        return _before(len(readiness.open_items()))
    return _since(readiness.open_items()) if stage == Stage.RUNNING else None


def _before(count: int) -> Panel:
    words = _("Everything is there: open the city")
    if count:
        words = ngettext(
            "%(count)d thing is missing before the city can open",
            "%(count)d things are missing before the city can open",
            count,
        ) % {"count": count}
    state = _("residents cannot write yet")
    row = PanelRow(words, reverse("opening"), state, Pressing.TODAY)
    return Panel(title=_("Ready to open"), rows=[row])


def _since(missing: list[readiness.Item]) -> Panel | None:
    rows = [PanelRow(one.check.title, one.url, _("missing, the city is open")) for one in missing]
    return Panel(title=_("Ready to open"), rows=rows, more_url=reverse("opening")) if rows else None
