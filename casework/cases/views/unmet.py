"""The register of unmet needs and its file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases import unmet
from casework.cases.actions.unmet import take_register_out
from casework.cases.forms.unmet import RegisterForm
from ostoja.access.door import StaffRequest, staff_only
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.tables.writing import CSV_TYPE


def _reads_exactly(user: User) -> bool:
    """Who works on cases sees the small numbers anyway; ``Http404`` for who reads no figures."""
    exact = holds(user, Permission.CASE_COORDINATE)
    if not exact and not holds(user, Permission.FIGURES_VIEW):
        raise Http404
    return exact


@require_safe
@staff_only
def unmet_needs(request: StaffRequest) -> HttpResponse:
    """Counts of a year by need, reason and month; small ones only for who works on cases."""
    exact, years = _reads_exactly(request.user), unmet.years()
    form = RegisterForm(years, request.GET if "year" in request.GET else None, exact=exact)
    is_wrong = form.is_bound and not form.is_valid()
    wish = form.cleaned_data if form.is_bound and not is_wrong else {"year": years[0]}
    found = None if is_wrong else unmet.register_of(**wish, exact=exact)
    context = {
        "form": form,
        "register": found,
        "tables": [] if found is None else _tables(found),
        "exact": exact,
        "years": years,
    }
    return render(request, "cases/unmet_needs.html", context, status=422 if is_wrong else 200)


def _tables(found: unmet.Register) -> list[dict[str, object]]:
    titled = (
        (_("Need"), _("By need"), found.by_need),
        (_("Reason"), _("By reason"), found.by_reason),
        (_("Month"), _("By month"), found.by_month),
    )
    return [
        {
            "caption": caption,
            "head": [heading, _("Unmet needs")],
            "rows": [[row.label, unmet.cell(row.number)] for row in rows],
        }
        for heading, caption, rows in titled
    ]


@require_safe
@staff_only
def unmet_needs_file(request: StaffRequest) -> HttpResponse:
    """A year as CSV, without small numbers, whoever asks."""
    _reads_exactly(request.user)
    wanted = request.GET.get("year", "")
    year = next((one for one in unmet.years() if str(one) == wanted), None)
    if year is None:
        raise Http404
    take_register_out(year=year, by=request.user)
    name = f'attachment; filename="ostoja-{year}.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(unmet.as_file(year), content_type=CSV_TYPE, headers=headers)
