"""What merging shows on the page of a case: the way to it, and what was merged, with its undo."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions.merging import UNDO_WITHIN
from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel
from casework.cases.selectors import Sight
from ostoja.access.permissions import Permission


def may_merge(sight: Sight) -> bool:
    """Who reads all that both cases say, and leads or coordinates them."""
    leads = sight.may(Permission.CASE_CHANGE) or sight.may(Permission.CASE_COORDINATE)
    return leads and sight.may(Permission.CASE_PERSON) and sight.may(Permission.CASE_SUMMARY)


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """The way to the other case of the same person."""
    if case.state != CaseState.CLOSED and may_merge(sight):
        url = reverse("case_merge", args=[case.pk])
        yield CaseButton(_("Merge with another case"), url, order=95)


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Which cases were merged into this one; None for who may not merge."""
    merges = list(case.merges.filter(undone_at=None).select_related("merged", "by"))
    if not merges or not may_merge(sight):
        return None
    return CasePanel("cases/merges.html", {"case": case, "merges": [_row(one) for one in merges]})


def _row(merge: Any) -> dict[str, Any]:
    until = merge.at + UNDO_WITHIN
    is_open = timezone.now() < until and merge.kept.state != CaseState.CLOSED
    return {"merge": merge, "until": until if is_open else None}
