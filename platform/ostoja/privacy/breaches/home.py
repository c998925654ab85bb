"""This room's part of the first page: breaches whose clock runs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.privacy.breaches import selectors
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.requests.document import day_in_words


def open_breaches(user: User) -> Panel | None:
    """Only where there is one: most cities see this panel never."""
    if not holds(user, Permission.BREACHES):
        return None
    rows = [
        PanelRow(
            _("Noticed %(day)s") % {"day": day_in_words(one.noticed_at)},
            reverse("breach", args=[one.pk]),
            selectors.clock(one)[0],
            Pressing.NOW if selectors.is_waiting(one) else Pressing.LATER,
        )
        for one in Breach.objects.filter(closed_at=None)[:5]
    ]
    return (
        Panel(_("Breaches of personal data"), rows, more_url=reverse("breaches")) if rows else None
    )
