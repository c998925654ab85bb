"""The statistics page and its file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.intake.actions.figures import take_figures_out
from casework.intake.figures.charts import chart_of, in_words
from casework.intake.figures.files import month_as_csv
from casework.intake.figures.forms import PeriodForm, month_in_words
from casework.intake.figures.periods import Period, finished_month, finished_months, key_of
from casework.intake.figures.tables import Figures, figures_of
from casework.partners.opening import WARSAW
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.tables.writing import CSV_TYPE


@require_safe
@requires(Permission.CONTACT_FIGURES)
def contact_figures(request: StaffRequest) -> HttpResponse:
    """Counts of a period beside another; small numbers for those who read conversations anyway."""
    exact = holds(request.user, Permission.CONVERSATION_VIEW)
    form = PeriodForm(request.GET if "period" in request.GET else None, exact=exact)
    is_wrong = form.is_bound and not form.is_valid()
    found = None if is_wrong else figures_of(*form.chosen, exact=exact)
    context = {
        "form": form,
        "figures": found,
        "charts": [] if found is None else [chart_of(table) for table in found.tables],
        "key_numbers": [] if found is None else _key_numbers(found),
        "exact": exact,
        "months": [(key_of(month), month_in_words(month)) for month in _months()],
    }
    return render(request, "intake/figures.html", context, status=422 if is_wrong else 200)


def _key_numbers(found: Figures) -> list[dict[str, str]]:
    minutes = found.minutes
    names = (
        (_("conversations"), found.received),
        (_("minutes until the first answer: half waited no longer"), minutes.median),
        (_("minutes until the first answer: nine of ten waited no longer"), minutes.nine_of_ten),
        (_("left out: a machine may have sent them"), found.doubtful),
    )
    words = _("%(label)s; before: %(then)s")
    return [
        {"label": words % {"label": label, "then": _said(pair[1])}, "value": _said(pair[0])}
        for label, pair in names
    ]


def _said(number: int | None) -> str:
    return "–" if number is None else in_words(number)


def _months() -> list[Period]:
    return list(finished_months(timezone.localdate(timezone=WARSAW)))


@require_safe
@requires(Permission.CONTACT_FIGURES)
def contact_figures_file(request: StaffRequest) -> HttpResponse:
    """A month that is over as CSV, without small numbers, whoever asks."""
    today = timezone.localdate(timezone=WARSAW)
    month = finished_month(request.GET.get("month", ""), today)
    if month is None:
        raise Http404
    take_figures_out(month=key_of(month), by=request.user)
    name = f'attachment; filename="ostoja-{key_of(month)}.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(month_as_csv(month), content_type=CSV_TYPE, headers=headers)
