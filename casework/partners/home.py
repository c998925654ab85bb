"""This room's part of the first page: records that somebody should check."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.partners import selectors
from casework.partners.accession import waiting
from casework.partners.freshness import Freshness
from casework.partners.hours_in_words import date_words
from casework.partners.models import Application
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

MOST_ROWS = 5


def who_wants_to_join(user: User) -> Panel | None:
    """Applications about which nobody has decided."""
    if not holds(user, Permission.PARTNER_CHANGE):
        return None
    return Panel(
        title=_("Who wants to join"),
        rows=[_waiting(one) for one in waiting()[:MOST_ROWS]],
        empty=_("A body that applies on the public site appears here."),
        more_url=reverse("applications"),
    )


def _waiting(application: Application) -> PanelRow:
    url = reverse("application", args=[application.pk])
    return PanelRow(
        application.name,
        url,
        _("since %(day)s") % {"day": date_words(localtime(application.received_at).date())},
    )


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
