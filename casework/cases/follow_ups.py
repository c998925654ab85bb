"""Contacts after closed cases elsewhere: with their tasks, at reopening, and by the clock."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.cases import closing, task_effects, task_page
from casework.cases.actions.follow_ups import end_with_reopening, follow_task
from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import TaskKind
from casework.cases.closing import ClosingRule
from casework.cases.ending_page import LINK
from casework.cases.models import Case, CaseTask, FollowUp
from casework.cases.selectors import may_reopen, sight_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


def due_follow_ups() -> QuerySet[FollowUp]:
    """Those whose day has come and that are no task yet."""
    waiting = FollowUp.objects.filter(task=None, ended_at=None, day__lte=timezone.localdate())
    return waiting.filter(case__state=CaseState.CLOSED).select_related("case")


def _no_obstacle(case: Case) -> str:
    """A contact that was agreed on waits for no closing."""
    return ""


def _stays(case: Case, how_it_ended: str, by: User | None) -> None:
    """Closing agrees on a contact by itself."""


CLOSING_RULE = ClosingRule(_no_obstacle, _stays, end_with_reopening)


def remarks(task: CaseTask, user: User) -> Iterator[dict[str, Any]]:
    """On the page of its task: how the person may be reached, and what if they need help again."""
    case = task.case
    if task.kind != TaskKind.FOLLOW_UP or case.state != CaseState.CLOSED:
        return
    sight = sight_of(case, user)
    if sight.may(Permission.CASE_PERSON) and case.contact_rules:
        yield {"key": _("How the person may be reached safely"), "value": case.contact_rules}
    if may_reopen(case, sight):
        link = format_html(LINK, reverse("case_reopen", args=[case.pk]), _("Reopen the case"))
        yield {"key": _("If the person needs help again"), "value": link}


def register_all() -> None:
    """Called when the app starts."""
    task_page.register_remarks(remarks)
    task_effects.register(follow_task)
    closing.register("follow_ups", CLOSING_RULE)
