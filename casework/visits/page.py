"""What the board and the page of a visit show, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from casework.cases.selectors import cases_visible_to
from casework.visits import selectors
from casework.visits.choices import EXTENSIONS, VisitOutcome, VisitState
from casework.visits.clock import minutes_left
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import Board, BoardRow
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

COLOURS = {VisitOutcome.MET: "green", VisitOutcome.DANGER: "red", VisitOutcome.ALARM: "red"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the board."""

    title: str
    rows: list[tuple[BoardRow, list[tuple[str, str]]]]


def parts_of(board: Board) -> list[Part]:
    """Those with rows, what is overdue first; each row with its tags."""
    parts = (
        (_("Overdue"), board.late),
        (_("Under way"), board.under_way),
        (pgettext("visits", "Planned"), board.planned),
        (_("Done today"), board.over),
    )
    return [Part(title, [(row, tags_of(row)) for row in rows]) for title, rows in parts if rows]


def tags_of(row: BoardRow) -> list[tuple[str, str]]:
    """Where it stands and how much time is left, each with its colour."""
    visit, found = row.visit, list[tuple[str, str]]()
    if row.alarm is not None:
        found.append((_("alarm"), "red"))
    if visit.state == VisitState.OVER:
        outcome = VisitOutcome(visit.outcome)
        return [*found, (str(outcome.label), COLOURS.get(outcome, "grey"))]
    colour = "blue" if visit.state == VisitState.UNDER_WAY else "grey"
    found.append((str(VisitState(visit.state).label), colour))
    if row.is_late and row.late_by > 0:
        found.append((_late(row.late_by), "red"))
    elif visit.state == VisitState.UNDER_WAY and row.left is not None:
        words = ngettext("%(n)d minute left", "%(n)d minutes left", row.left)
        found.append((words % {"n": row.left}, "yellow" if row.left < 10 else "green"))
    return found


def _late(minutes: int) -> str:
    words = ngettext("%(n)d minute overdue", "%(n)d minutes overdue", minutes)
    return words % {"n": minutes}


def context_of(visit: Visit, user: User) -> dict[str, Any]:
    """The page of one visit. The ids are made now, before anything is sent."""
    now, settings = timezone.now(), selectors.settings_here()
    workers = [one.person for one in visit.workers.select_related("person")]
    alarms = list(visit.alarms.select_related("taken_by", "closed_by"))
    alarm = next((one for one in alarms if one.is_open), None)
    row = BoardRow(
        visit, [one.full_name for one in workers], minutes_left(visit, settings, now), alarm
    )
    may_change = holds(user, Permission.VISIT_CHANGE)
    return {
        "visit": visit,
        "tags": tags_of(row),
        "rows": rows_of(visit, row.names, user),
        "steps": visit.steps.select_related("by"),
        "alarm": alarm,
        "alarms_over": [one for one in alarms if not one.is_open],
        "is_own": user in workers,
        "may_change": may_change,
        "may_take": may_change and alarm is not None and may_take(alarm, workers, user),
        "extensions": EXTENSIONS,
        "ids": {name: uuid4() for name in ("in", "more", "help")},
    }


def may_take(alarm: Alarm, workers: list[User], user: User) -> bool:
    """Whether it is somebody else's alarm, which they have not taken themselves."""
    return user not in workers and alarm.taken_by_id != user.pk


def rows_of(visit: Visit, names: list[str], user: User) -> list[dict[str, Any]]:
    """The facts for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(visit, names, user) if value]


def _facts(visit: Visit, names: list[str], user: User) -> Iterator[tuple[str, Any]]:
    yield _("Who goes"), ", ".join(names)
    yield _("Telephone of those who go"), visit.phone
    yield _("Where they go"), visit.place
    yield _("Known dangers"), visit.dangers
    yield _("Code word"), visit.code_word
    yield _("Planned begin"), local_time(visit.starts_at)
    yield _("Planned minutes"), visit.minutes
    yield _("At the door"), local_time(visit.checked_in_at)
    if visit.state == VisitState.UNDER_WAY:
        yield _("To be out again by"), local_time(visit.ends_at)
    yield _("Out again"), local_time(visit.ended_at)
    yield _("How it went"), visit.get_outcome_display() if visit.outcome else ""
    yield _("Note of the visit"), visit.note
    yield _("Case"), _case(visit, user)
    yield _("Body that visits"), visit.organisation.name


def _case(visit: Visit, user: User) -> str | SafeString:
    """With a link for who may see it."""
    if visit.case is None:
        return ""
    name = f"{visit.case.number} · {visit.case.pseudonym}"
    return _linked(visit.case.pk, name, user)


def _linked(case: UUID, name: str, user: User) -> str | SafeString:
    if not cases_visible_to(user).filter(pk=case).exists():
        return name
    url = reverse("case", args=[case])
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, name)
