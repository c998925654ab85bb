"""How full the houses were in a period, as a page and as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases.views.answers import status_of
from casework.shelter import figures, selectors
from casework.shelter.forms.figures import MonthForm, PeriodForm
from casework.shelter.models import Facility
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

FIGURES = Permission.SHELTER_FIGURES


@require_safe
@requires(FIGURES)
def shelter_figures(request: StaffRequest) -> HttpResponse:
    """People, person-days and free nights of each house."""
    form, exact = _form(request), _exact(request)
    first, last = form.period
    rows = figures.occupancy(_houses(request), first, last)
    listed = [
        [row.facility.name, *figures.told(row, exact=exact), _percent(row, exact)] for row in rows
    ]
    context = {
        "form": form,
        "first": first,
        "last": last,
        "head": [*_head(), _("Full")],
        "rows": listed,
        "is_exact": exact,
        "query": request.GET.urlencode(),
    }
    return render(request, "shelter/figures.html", context, status=status_of(form))


@require_safe
@requires(FIGURES)
def shelter_figures_csv(request: StaffRequest) -> HttpResponse:
    """The same as CSV."""
    first, last = _form(request).period
    rows = figures.occupancy(_houses(request), first, last)
    answer = HttpResponse(
        figures.written(rows, first, last, exact=_exact(request)),
        content_type="text/csv; charset=utf-8",
    )
    name = f"shelter-{first:%Y-%m-%d}-{last:%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _form(request: StaffRequest) -> PeriodForm | MonthForm:
    return PeriodForm(request.GET) if _exact(request) else MonthForm(request.GET)


def _houses(request: StaffRequest) -> list[Facility]:
    """Analysts and coordinators see all; others the houses that they run."""
    if not holds(request.user, Permission.SHELTER_VIEW):
        return list(Facility.objects.select_related("organisation"))
    return selectors.own_facilities(request.user, FIGURES)


def _exact(request: StaffRequest) -> bool:
    """Whoever sees the houses sees each bed; an analyst sees no small number."""
    return holds(request.user, Permission.SHELTER_VIEW)


def _head() -> list[Any]:
    return [_("House"), _("People"), _("Admitted"), _("Person-days"), _("Free nights")]


def _percent(row: figures.Occupancy, exact: bool) -> str:
    if figures.is_secret(row) and not exact:
        return figures.NOT_TOLD
    return "–" if row.percent is None else f"{row.percent} %"
