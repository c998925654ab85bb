"""What this room tells people; no word of it says anything of a case or of a place."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.visits.clock import Due
from casework.visits.models import Alarm, Visit
from casework.visits.people import called_next
from casework.visits.selectors import names_of, visits_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import by_the_way, event_of, notify, settle

MODULE = "visits"


def _names(person: User, visits: set[UUID]) -> dict[UUID, str]:
    found = visits_visible_to(person).filter(pk__in=visits).annotate(names=names_of("pk"))
    return {one.pk: ", ".join(one.names) for one in found}


def _kind(key: str, order: int, **words: Any) -> Kind:
    return Kind(
        key=key,
        order=order,
        address=page_of("visit"),
        names=_names,
        permission=Permission.VISIT_VIEW,
        module=MODULE,
        **words,
    )


PLANNED = _kind(
    "visit-planned",
    61,
    title=_("You go on an outreach visit"),
    text=_("A colleague has planned a visit with you. See when and where."),
    counted=ngettext_lazy(
        "%(number)d outreach visit of yours was planned",
        "%(number)d outreach visits of yours were planned",
        "number",
    ),
)
DUE_SOON = _kind(
    "visit-due",
    62,
    title=_("Say how your visit goes"),
    text=_("Say that you are at the door, that you need more time, or that you are out again."),
    counted=ngettext_lazy(
        "%(number)d reminder of an outreach visit",
        "%(number)d reminders of outreach visits",
        "number",
    ),
)
OVERDUE = _kind(
    "visit-overdue",
    63,
    title=_("Nobody has heard from you: check in or out now"),
    text=_("If you say nothing, colleagues are called in a few minutes."),
    counted=ngettext_lazy(
        "%(number)d outreach visit from which nobody heard",
        "%(number)d outreach visits from which nobody heard",
        "number",
    ),
    pressing=True,
)
ALARM = _kind(
    "visit-alarm",
    64,
    title=_("ALARM: colleagues on a visit may be in danger"),
    text=_("Open the visit and take the alarm. Call them; if they do not answer, call 112."),
    counted=ngettext_lazy(
        "%(number)d alarm from an outreach visit",
        "%(number)d alarms from outreach visits",
        "number",
    ),
    pressing=True,
)
HELP_COMES = _kind(
    "visit-help-comes",
    65,
    title=_("A colleague sees to your alarm"),
    text=_("Somebody has taken the alarm of your visit and will call you."),
    counted=ngettext_lazy(
        "%(number)d alarm of yours was taken", "%(number)d alarms of yours were taken", "number"
    ),
    mail=Mail.NONE,
)
DANGER = _kind(
    "visit-danger",
    66,
    title=_("Colleagues had to leave a visit because of danger"),
    text=_("They are out again. Talk with them, and see what must be done."),
    counted=ngettext_lazy(
        "%(number)d outreach visit that was left because of danger",
        "%(number)d outreach visits that were left because of danger",
        "number",
    ),
)


def register_all() -> None:
    """Called when the app starts."""
    register(PLANNED, DUE_SOON, OVERDUE, ALARM, HELP_COMES, DANGER)


def planned(visit: Visit, people: Iterable[User], *, by: User | None) -> None:
    """Those who go, but for who planned it."""
    notify(PLANNED, to=people, event=event_of(visit.pk, "planned"), about=visit.pk, by=by)


def due_soon(visit: Visit, due: Due) -> None:
    """Gently, before anything is late."""
    _tell_workers(DUE_SOON, visit, due)


def overdue(visit: Visit, due: Due) -> None:
    """The workers first, also in their quiet hours."""
    _tell_workers(OVERDUE, visit, due)


def _tell_workers(kind: Kind, visit: Visit, due: Due) -> None:
    """What cannot be written to them keeps no alarm from ringing."""
    event = event_of(visit.pk, f"{visit.state} {due.at.isoformat()}")
    with by_the_way(kind):
        notify(kind, to=_workers(visit), event=event_of(event, kind.key), about=visit.pk)


def on_time(visit: Visit) -> None:
    """They said something: what they were reminded of is settled. An alarm is not."""
    settle(DUE_SOON, OVERDUE, PLANNED, about=visit.pk)


def alarm(alarm: Alarm, people: Iterable[User], *, what: str, by: User | None) -> None:
    """Those who are called now; each once for each reason."""
    event = event_of(alarm.pk, f"call {what}")
    notify(ALARM, to=people, event=event, about=alarm.visit_id, by=by)


def help_comes(alarm: Alarm, visit: Visit, *, by: User) -> None:
    """The workers hear that somebody sees to it; nobody else need come. It is taken also where
    that cannot be written to them.
    """
    settle(ALARM, about=visit.pk)
    event = event_of(alarm.pk, f"taken {by.pk}")
    with by_the_way(HELP_COMES):
        notify(HELP_COMES, to=_workers(visit), event=event, about=visit.pk, by=by)


def alarm_over(visit: Visit) -> None:
    """What was done is written down."""
    settle(ALARM, HELP_COMES, OVERDUE, DUE_SOON, about=visit.pk)


def had_to_leave(visit: Visit, *, by: User | None) -> None:
    """The supervisors."""
    event = event_of(visit.pk, "danger")
    notify(DANGER, to=called_next(visit), event=event, about=visit.pk, by=by)


def _workers(visit: Visit) -> list[User]:
    return [one.person for one in visit.workers.select_related("person")]
