"""Who waits to be told, on the first page of those who hold their cases."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.telling import page, selectors
from casework.telling.models import Telling
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.models import User
from ostoja.ui.elapsed import time_waited

ROWS = 5
WAITING = "somebody_is_to_be_told"
"""What is read along with the person of each request, so that most pages ask nothing more."""


def to_tell(user: User) -> Panel | None:
    """The one that is late longest first."""
    if not getattr(user, WAITING, True):
        return None
    rows = [_row(one) for one in selectors.on_the_desk(user)[:ROWS]]
    if not rows:
        return None
    return Panel(title=_("Tell the person"), rows=rows, more_url=reverse("tellings"))


def _row(telling: Telling) -> PanelRow:
    case = telling.case
    text = f"{case.number} · {case.pseudonym}: {telling.get_what_display()}"
    meta = _("waits %(time)s") % {"time": time_waited(telling.since)}
    if telling.due_at <= timezone.now():
        meta = f"{page.late_words()} · {meta}"
        return PanelRow(text, reverse("telling", args=[telling.pk]), meta, Pressing.NOW)
    return PanelRow(text, reverse("telling", args=[telling.pk]), meta, Pressing.TODAY)
