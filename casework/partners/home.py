"""This room's part of the first page: records that somebody should check."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.partners import selectors
from casework.partners.freshness import Freshness
from casework.partners.hours_in_words import date_words
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

MOST_ROWS = 5


def records_to_check(user: User) -> Panel | None:
    """The records of partners that were checked longest ago."""
    if not holds(user, Permission.PARTNER_CHANGE):
        return None
    rows = selectors.records_to_check()
    return Panel(
        title=_("Partners' records that need checking"),
        rows=[_row(row) for row in rows[:MOST_ROWS]],
        empty=_("A record that nobody has checked for long appears here."),
        more_url=reverse("partners"),
    )


def _row(row: selectors.PartnerRow) -> PanelRow:
    words = str(Freshness(row.freshness).label)
    if row.checked_on:
        words = _("%(state)s, last on %(day)s") % {
            "state": words,
            "day": date_words(row.checked_on),
        }
    return PanelRow(
        row.organisation.name, reverse("partner_staff", args=[row.organisation.pk]), words
    )
