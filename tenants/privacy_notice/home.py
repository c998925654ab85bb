"""This room's part of the first page: a notice that nobody has confirmed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from tenants.privacy_notice import selectors


def notice_to_confirm(user: User) -> Panel | None:
    """For those who may confirm it, and for those who may change it."""
    if not holds(user, Permission.PRIVACY_NOTICE_CHANGE):
        return None
    notice = selectors.notice()
    if notice.confirmed_on is not None:
        return None
    words = _("The privacy notice waits for the data protection officer")
    if holds(user, Permission.PRIVACY_NOTICE_CONFIRM):
        words = _("Read the privacy notice and confirm it")
    count = len(selectors.missing(notice))
    return Panel(
        title=_("Privacy notice"),
        rows=[PanelRow(words, reverse("privacy_notice_staff"), _state(count), Pressing.TODAY)],
    )


def _state(count: int) -> str:
    if not count:
        return _("not confirmed")
    words = ngettext("%(count)d text is missing", "%(count)d texts are missing", count)
    return words % {"count": count}
