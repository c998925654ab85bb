"""What this room adds to the page of a case, and to its closing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import along, closing, panels
from casework.cases.choices import CaseState
from casework.cases.closing import ClosingRule, OpenThing
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.selectors import Sight
from casework.visits.choices import GOING_ON, AlarmReason, VisitOutcome, VisitStepKind
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import names_of, visits_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.city import facts_here

MODULE, KNOWN = "visits", "has_visits"
MOST = 10


def any_visit() -> Exists:
    """Read along with the case, so that a case without visits asks nothing more."""
    return Exists(Visit.objects.filter(case=OuterRef("pk")))


def _visits(case: Case, sight: Sight) -> Iterable[Any]:
    """Nothing is asked where there can be none."""
    if not getattr(case, KNOWN, True) or not facts_here().has(MODULE):
        return ()
    found = visits_visible_to(sight.person).filter(case=case).annotate(names=names_of("pk"))
    return found.prefetch_related("steps__by", "alarms__closed_by").order_by("-starts_at", "pk")


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Planned visits and the last ones that are over."""
    rows = sight.once(_visits, case)[:MOST]
    return CasePanel("visits/case_panel.html", {"visits": rows}) if rows else None


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Plan a visit."""
    if case.state == CaseState.CLOSED or not facts_here().has(MODULE):
        return
    if sight.may(Permission.CASE_ANNOTATE) and holds(sight.person, Permission.VISIT_CHANGE):
        yield CaseButton(_("Plan an outreach visit"), reverse("case_visit", args=[case.pk]), 58)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When they went, how it went, and what was done after an alarm."""
    for visit in sight.once(_visits, case):
        names = ", ".join(visit.names)
        for step in visit.steps.all():
            yield HistoryEntry(
                _title(step.kind, names),
                step.at,
                by=step.by.full_name if step.by else "",
                remark=_remark(visit, step.kind),
            )
        for alarm in visit.alarms.all():
            yield from _of_alarm(alarm)


def _title(kind: str, people: str) -> str:
    """The sentences of the story."""
    words = {
        VisitStepKind.CHECKED_IN: _("Outreach visit: %(people)s at the door"),
        VisitStepKind.EXTENDED: _("Outreach visit: %(people)s take more time"),
        VisitStepKind.CHECKED_OUT: _("Outreach visit: %(people)s out again"),
        VisitStepKind.HELP: _("Outreach visit: %(people)s asked for help"),
    }
    return words[VisitStepKind(kind)] % {"people": people}


def _remark(visit: Visit, kind: str) -> str:
    is_end = kind == VisitStepKind.CHECKED_OUT and visit.outcome
    return str(VisitOutcome(visit.outcome).label) if is_end else ""


def _of_alarm(alarm: Alarm) -> Iterator[HistoryEntry]:
    reason = str(AlarmReason(alarm.reason).label)
    yield HistoryEntry(_("Alarm of an outreach visit"), alarm.raised_at, remark=reason)
    if alarm.closed_at is not None:
        by = alarm.closed_by.full_name if alarm.closed_by else ""
        title = _("Alarm of the outreach visit closed")
        yield HistoryEntry(title, alarm.closed_at, by=by, text=alarm.done)


def _obstacle(case: Case) -> str:
    if not getattr(case, KNOWN, True):
        return ""
    if not Visit.objects.filter(case=case, state__in=GOING_ON).exists():
        return ""
    return _("An outreach visit is planned or under way. Check out or call it off first.")


def _open_things(case: Case, user: User) -> Iterator[OpenThing]:
    """Visits that are not over."""
    found = visits_visible_to(user) if getattr(case, KNOWN, True) else Visit.objects.none()
    for visit in found.filter(case=case, state__in=GOING_ON):
        yield OpenThing(_("Outreach visit"), reverse("visit", args=[visit.pk]))


def _finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """Nothing: no visit goes on."""


CLOSING_RULE = ClosingRule(_obstacle, _finish, open_things=_open_things)


def register_all() -> None:
    """Called when the app starts."""
    along.register(KNOWN, any_visit)
    panels.register(105, panel)
    panels.register_buttons(buttons)
    panels.register_history(history, panels.StoryKind.CONTACTS)
    closing.register("visits", CLOSING_RULE)
