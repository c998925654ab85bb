"""One case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases import page, panels
from casework.cases.models import Case
from casework.cases.selectors import case_for, needs_for, sight_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CASE_VIEW)
def case(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """One case, as far as this person may see it."""
    found = case_for(request.user, pk, Permission.CASE_VIEW)
    if found.merged_into is not None:
        return _where_it_goes_on(request, found, found.merged_into)
    sight = sight_of(found, request.user)
    needs = sight.once(needs_for, found)
    buttons = panels.buttons_of(found, sight)
    context = {
        "case": found,
        "tags": page.tags_of(found),
        "summary": found.summary if sight.may(Permission.CASE_SUMMARY) else "",
        "rows": page.rows_of(found, sight),
        "tasks": page.tasks_of(found, needs, sight),
        "hint": page.closing_hint(found, needs, sight),
        "buttons": [one for one in buttons if one.is_at_hand],
        "seldom": [one for one in buttons if not one.is_at_hand],
        "panels": panels.panels_of(found, sight),
        "history": panels.history_of(found, sight),
    }
    return render(request, "cases/case.html", context)


def _where_it_goes_on(request: StaffRequest, merged: Case, kept: Case) -> HttpResponseBase:
    words = _("Case %(merged)s was merged into this one, %(kept)s.")
    messages.info(request, words % {"merged": merged.number, "kept": kept.number})
    return redirect("case", kept.pk)
