"""What the page of a case shows of its phase: a list of what is there and what is missing."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import phases
from casework.cases.choices import UNSETTLED, CaseState
from casework.cases.choices_of_phases import MarkKind
from casework.cases.models import Case
from casework.cases.page import person_of_body
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.phase_selectors import Standing, marks_of, may_move, missing, standing_of
from casework.cases.selectors import Sight
from ostoja.access.permissions import Permission


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """For those who lead: every row of the phase, the missing ones with the page to mend them."""
    if not sight.leads or case.merged_into_id is not None or case.state == CaseState.CLOSED:
        return None
    standing = standing_of(case, marks=sight.once(marks_of, case))
    context = {
        "phase": case.get_phase_display(),
        "rows": [_row(case, sight, one) for one in standing],
        "missing": len(missing(standing)),
        "url": reverse("case_phase", args=[case.pk]) if may_move(case, sight) else "",
    }
    return CasePanel("cases/phase_panel.html", context)


def _row(case: Case, sight: Sight, one: Standing) -> dict[str, Any]:
    state, colour = state_of(one)
    return {
        "title": str(one.requirement.words),
        "hint": _hint(one),
        "state": state,
        "state_colour": colour,
        "url": _page(case, sight, one) if may_move(case, sight) else "",
    }


def state_of(one: Standing) -> tuple[str, str]:
    """In a word, with its colour."""
    if one.is_seen:
        return str(MarkKind.DONE.label), "green"
    if one.mark is None or one.mark.kind == MarkKind.OPEN:
        return _("missing"), "yellow"
    colour = "green" if one.mark.kind == MarkKind.DONE else "grey"
    return one.mark.get_kind_display(), colour


def _hint(one: Standing) -> str:
    if one.mark is not None and one.mark.kind != MarkKind.OPEN and not one.is_seen:
        return one.mark.words or str(one.requirement.why)
    return str(one.requirement.why)


def _page(case: Case, sight: Sight, one: Standing) -> str:
    """Where it is confirmed by hand, else where the thing itself is done."""
    key, page = one.requirement.key, one.requirement.page
    if one.is_seen:
        return ""
    if key == "worker_named" and sight.may(Permission.CASE_CHANGE):
        return f"{reverse('cases_together', args=['give'])}?case={case.pk}"
    if page == "need_settle":
        still_open = [need for need in case.needs.all() if need.state in UNSETTLED]
        return reverse(page, args=[case.pk, still_open[0].pk]) if still_open else ""
    if page == "case_edit" and sight.may(Permission.CASE_CHANGE):
        return reverse("case_edit", args=[case.pk])
    if one.by_hand:
        return reverse("case_requirement", args=[case.pk, key])
    return ""


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """What was said of requirements, for those who lead."""
    for mark in sight.once(marks_of, case):
        title = f"{phases.BY_KEY[mark.key].words}: {mark.get_kind_display()}"
        by = person_of_body(mark.by, mark.group.organisation.name)
        yield HistoryEntry(title, mark.at, by=by, text=mark.words)


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Move the case to another phase."""
    if may_move(case, sight):
        url = reverse("case_phase", args=[case.pk])
        yield CaseButton(_("Move to another phase"), url, order=75)
