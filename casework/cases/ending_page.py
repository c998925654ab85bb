"""What the page of a closed case shows of its end, and of the contact afterwards."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, StepKind
from casework.cases.models import Case, CaseClosing, FollowUp
from casework.cases.page import person_of_body
from casework.cases.panels import CasePanel
from casework.cases.selectors import Sight, may_reopen

LINK = '<a class="govuk-link" href="{}">{}</a>'


def outcome_of(case: Case) -> CaseClosing | None:
    """How it ended the last time, where that was asked."""
    closings = CaseClosing.objects.filter(step__case=case, step__kind=StepKind.CLOSED)
    return closings.order_by("-step__at").first()


def planned_for(case: Case) -> FollowUp | None:
    """The contact that was agreed on and has not ended."""
    waiting = case.follow_ups.filter(ended_at=None)
    return waiting.select_related("worker", "group__organisation", "task").first()


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """For those who lead: the outcome, and when who asks the person again."""
    if case.state != CaseState.CLOSED or case.merged_into_id is not None or not sight.leads:
        return None
    planned, may_change = planned_for(case), may_reopen(case, sight)
    rows = [{"key": key, "value": value} for key, value in _facts(case, planned) if value]
    is_task = planned is not None and planned.task_id is not None
    url = reverse("case_follow_up", args=[case.pk]) if may_change and not is_task else ""
    if not rows and not url:
        return None
    label = _("Change the contact after the closing") if planned else _("Agree on a contact")
    return CasePanel("cases/ending_panel.html", {"rows": rows, "url": url, "label": label})


def _facts(case: Case, planned: FollowUp | None) -> Iterator[tuple[str, Any]]:
    closing = outcome_of(case)
    yield _("Outcome"), closing.get_outcome_display() if closing else ""
    if planned is None:
        yield _("Contact after the closing"), _("none is planned")
        return
    when = _when(planned)
    if planned.task is not None:
        when = format_html(LINK, reverse("case_task", args=[planned.task.pk]), when)
    yield _("Contact after the closing"), when
    yield _("Who asks"), person_of_body(planned.worker, planned.group.organisation.name)
    yield _("What to mind"), planned.details


def facts(case: Case, sight: Sight) -> Iterator[tuple[str, str]]:
    """The same on paper."""
    if case.state != CaseState.CLOSED or not sight.leads:
        return
    closing, planned = outcome_of(case), planned_for(case)
    if closing:
        yield _("Outcome"), closing.get_outcome_display()
    if planned:
        yield _("Contact after the closing"), _when(planned)


def _when(planned: FollowUp) -> str:
    return f"{planned.day:%d.%m.%Y}, {planned.get_way_display()}"
