"""The board of visits, and one visit."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.visits import page, selectors
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

VIEW = Permission.VISIT_VIEW


@require_safe
@requires(VIEW)
def visits(request: StaffRequest) -> HttpResponse:
    """Overdue first, then under way, planned, and done today."""
    user = request.user
    board = selectors.board_of(user)
    selectors.note_seen(user, [row.visit for row in board.rows()])
    context = {
        "parts": page.parts_of(board),
        "may_plan": holds(user, Permission.VISIT_CHANGE),
        "may_set": holds(user, Permission.VISIT_SETTINGS),
    }
    return render(request, "visits/board.html", context)


@require_safe
@requires(VIEW)
def visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One visit, with what can be said of it now by one tap."""
    found = selectors.visit_for(request.user, pk)
    return render(request, "visits/visit.html", page.context_of(found, request.user))
