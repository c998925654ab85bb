"""The list of those who wait to be told."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.telling import page, selectors
from casework.telling.models import Telling
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

MOST = 100


@require_safe
@requires(Permission.CASE_VIEW)
def tellings(request: StaffRequest) -> HttpResponse:
    """Of the cases that this person holds: their own first, then those of colleagues."""
    found = list(selectors.waiting_for(request.user)[: MOST + 1])
    listed = found[:MOST]
    own = [one for one in listed if one.case.worker_id == request.user.pk]
    others = [one for one in listed if one.case.worker_id != request.user.pk]
    context = {
        "own": [_row(one) for one in own],
        "others": [_row(one) for one in others],
        "more": len(found) > MOST,
    }
    return render(request, "telling/tellings.html", context)


def _row(telling: Telling) -> dict[str, Any]:
    row = page.row_of(telling)
    case = telling.case
    worker = f" · {case.worker}" if case.worker else ""
    return {**row, "hint": f"{case.number} · {case.pseudonym}{worker} · {row['hint']}"}
