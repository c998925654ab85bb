"""The list of cases, and one case."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from casework.cases import page, panels
from casework.cases.forms.finding import CaseFilterForm, SearchForm
from casework.cases.models import Case
from casework.cases.selectors import (
    PROTECTED,
    case_for,
    cases_visible_to,
    chosen,
    most_urgent_first,
    needs_for,
    sight_of,
    without_worker,
)
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

ON_A_PAGE = 25


@requires(Permission.CASE_VIEW)
def cases(request: StaffRequest) -> HttpResponse:
    """The cases this person may see, the most urgent first; nobody's name is on it."""
    user, form = request.user, CaseFilterForm(request.GET)
    wish = form.cleaned_data if form.is_valid() else {}
    found = most_urgent_first(chosen(cases_visible_to(user), user, wish))
    pages = Paginator(found.select_related("lead").defer(*PROTECTED), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    listed = list(shown)
    free = _free(listed, user)
    rows = [
        {"case": case, "tags": page.tags_of(case), "is_free": case.pk in free} for case in listed
    ]
    context = {
        "form": form,
        "search": SearchForm(),
        "page_obj": shown,
        "rows": rows,
        "number": pages.count,
        "is_filtered": any(wish.values()),
        "may_open": holds(user, Permission.CASE_OPEN),
    }
    return render(request, "cases/cases.html", context)


def _free(listed: Iterable[Case], user: User) -> set[UUID]:
    """The ids of those that nobody works on and this person could take."""
    ids = [case.pk for case in listed if case.worker_id is None]
    return set(without_worker(Case.objects.filter(pk__in=ids), user).values_list("pk", flat=True))


@requires(Permission.CASE_VIEW)
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One case, as far as this person may see it."""
    found, user = case_for(request.user, pk, Permission.CASE_VIEW), request.user
    sight = sight_of(found, user)
    needs = needs_for(found, sight)
    context = {
        "case": found,
        "tags": page.tags_of(found),
        "summary": found.summary if sight.may(Permission.CASE_SUMMARY) else "",
        "rows": page.rows_of(found, sight),
        "tasks": page.tasks_of(found, needs, sight),
        "hint": page.closing_hint(found, needs, sight),
        "buttons": panels.buttons_of(found, sight),
        "panels": panels.panels_of(found, user),
        "history": panels.history_of(found, user),
    }
    return render(request, "cases/case.html", context)
