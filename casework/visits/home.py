"""This room's part of the first page, and the alarms above every page."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.visits import news, page, selectors
from casework.visits.models import Alarm, VisitWorker
from casework.visits.selectors import BoardRow
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.notifications.pressing import Row, Source
from ostoja.ui.city import facts_here

MODULE = "visits"
ALARMS, OWN = "has_open_alarms", "goes_on_visits"
"""What is read along with the person of each request, so that most pages ask nothing more."""


def any_open_alarm() -> Exists:
    """Whether there is an alarm in the city that nobody has closed."""
    return Exists(Alarm.objects.filter(closed_at=None))


def any_visit() -> Exists:
    """Whether the person goes on a visit that is not over."""
    going = VisitWorker.objects.filter(person=OuterRef("pk"))
    return Exists(going.exclude(visit__state="over"))


def sees_alarms(user: User) -> bool:
    """Whether there are visits that this person could see."""
    return facts_here().has(MODULE) and holds(user, Permission.VISIT_VIEW)


def open_alarms(user: User) -> list[Row]:
    """For everybody who sees the visit; those who go see their own."""
    if not getattr(user, ALARMS, True):
        return []
    return [_alarm(*one) for one in selectors.open_alarms(user)]


def _alarm(alarm: Alarm, names: list[str]) -> Row:
    """Told anew for another reason, and once somebody has it."""
    words = _("Alarm from a visit: %(people)s – %(reason)s.")
    taken = _("%(name)s sees to the alarm.") % {"name": alarm.taken_by} if alarm.taken_by else ""
    return Row(
        key=f"alarm-{alarm.pk}-{alarm.reason}-{alarm.taken_by_id or ''}",
        words=words % {"people": ", ".join(names), "reason": alarm.get_reason_display()},
        url=reverse("visit", args=[alarm.visit_id]),
        link=_("Open the visit"),
        note=taken,
    )


PRESSING = Source(news.ALARMS, sees_alarms, open_alarms)
"""Above every page."""


def own_visits(user: User) -> Panel | None:
    """Those that this person goes on until tomorrow."""
    if not getattr(user, OWN, True) or not holds(user, Permission.VISIT_CHANGE):
        return None
    settings, now = selectors.settings_here(), timezone.now()
    rows = selectors.rows_of(selectors.own_visits(user), settings, now)
    if not rows:
        return None
    return Panel(title=_("Your outreach visits"), rows=[_row(one) for one in rows])


def _row(row: BoardRow) -> PanelRow:
    words = ", ".join(text for text, _colour in page.tags_of(row))
    pressing = Pressing.NOW if row.is_late else Pressing.TODAY
    at = date_format(timezone.localtime(row.visit.starts_at), "j E, H:i")
    title = f"{at}: {', '.join(row.names)}"
    return PanelRow(title, reverse("visit", args=[row.visit.pk]), words, pressing)
