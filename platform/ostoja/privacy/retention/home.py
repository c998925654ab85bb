"""This room's part of the first page: what is deleted next, and what is kept back."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.privacy.retention import selectors
from ostoja.ui.templatetags.ui import local_time

ROWS = 5


def deleted_next(user: User) -> Panel | None:
    """What the next night deletes, and the next 30 days: the last time to keep something back."""
    if not holds(user, Permission.RETENTION_MANAGE):
        return None
    rows = [_preview_row(one) for one in selectors.previews_about_clients() if one.due or one.soon]
    return Panel(
        title=_("Deleted next"),
        rows=rows,
        empty=_(
            "What is about to be deleted because its period has passed appears here, a month ahead."
            " You can still keep a record back."
        ),
        more_url=reverse("retention"),
    )


def kept_back(user: User) -> Panel | None:
    """The records kept back longest: somebody should ask whether the reason still holds."""
    if not holds(user, Permission.RETENTION_MANAGE):
        return None
    held = selectors.holds_visible_to(user).order_by("placed_at")[:ROWS]
    rows = [
        PanelRow(
            _("A record kept back by %(name)s") % {"name": one.placed_by or "–"},
            f"{reverse('retention')}#holds",
            format_html("{} {}", _("since"), local_time(one.placed_at)),
        )
        for one in held
    ]
    return Panel(_("Kept back: does the reason still hold?"), rows) if rows else None


def _preview_row(preview: selectors.Preview) -> PanelRow:
    url = reverse("retention")
    text = str(preview.rule.kind.label)
    if preview.due:
        return PanelRow(text, url, _("tonight: %(count)d") % {"count": preview.due}, Pressing.TODAY)
    return PanelRow(text, url, _("within 30 days: %(count)d") % {"count": preview.soon})
