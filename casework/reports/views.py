"""The pages of the reports, and their files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.intake.figures.charts import chart_of, in_words
from casework.partners.models import Organisation
from casework.partners.opening import WARSAW
from casework.reports import files, selectors, shown
from casework.reports.actions import take_report_out
from casework.reports.forms import ReportForm
from casework.reports.kinds import FileFormat, ReportKind
from casework.reports.periods import finished, name_of
from casework.reports.report import Report, report_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

VIEW = Permission.REPORT_VIEW


@require_safe
@requires(VIEW)
def reports(request: StaffRequest) -> HttpResponse:
    """The report of the whole system, beside another time."""
    return _page(request, ReportKind.SYSTEM, None, selectors.centres())


@require_safe
@requires(VIEW)
def centre_report(request: StaffRequest) -> HttpResponse:
    """What a crisis centre owes."""
    body = selectors.centre_for(request.GET.get("body", ""))
    return _page(request, ReportKind.CENTRE, body, selectors.centres())


def _page(
    request: StaffRequest, kind: ReportKind, body: Organisation | None, bodies: list[Organisation]
) -> HttpResponse:
    exact = selectors.may_read_exactly(request.user, kind, body)
    data = request.GET if "period" in request.GET else None
    form = ReportForm(data, exact=exact, bodies=bodies if body else [])
    is_wrong = form.is_bound and not form.is_valid()
    context: dict[str, Any] = {"form": form, "kind": kind, "exact": exact}
    context["has_centre"] = bool(bodies)
    if not is_wrong:
        found = report_of(kind, *form.chosen, exact=exact, body=body)
        context |= _said(found, request)
    return render(request, "reports/report.html", context, status=422 if is_wrong else 200)


def _said(found: Report, request: StaffRequest) -> dict[str, Any]:
    return {
        "report": found,
        "key_numbers": list(_key_numbers(found)),
        "charts": [chart_of(table) for table in found.tables],
        "times": shown.times_shown(found),
        "kept": shown.kept_in_words(found),
        "files": _files(found, request),
    }


def _key_numbers(found: Report) -> list[dict[str, str]]:
    tables = {table.key: table for table in found.tables}
    words = _("%(table)s: %(label)s; before: %(then)s")
    numbers = []
    for table in (tables[key] for key in ("cases", "referrals") if key in tables):
        for row in table.rows[:3]:
            said = {"table": table.title, "label": row.label, "then": in_words(row.then)}
            numbers.append({"label": words % said, "value": in_words(row.now)})
    return numbers


def _files(found: Report, request: StaffRequest) -> dict[str, Any] | None:
    """Files of a time that is over; what may be passed on, and where allowed all numbers."""
    today = timezone.localdate(timezone=WARSAW)
    name = name_of(found.now)
    if finished(name, today) is None:
        return None
    compare = request.GET.get("compare", "")
    query = f"period={name}&compare={'year' if compare == 'year' else 'before'}"
    if found.body is not None:
        query += f"&body={found.body.key}"
    return {"formats": FileFormat.choices, "query": query}


@require_safe
@requires(VIEW)
def report_file(request: StaffRequest, kind: str, file_format: str) -> HttpResponse:
    """A report that is over as a file: without small numbers unless ``inside`` asks for all."""
    if kind not in ReportKind.values or file_format not in FileFormat.values:
        raise Http404
    body = None
    if kind == ReportKind.CENTRE:
        body = selectors.centre_for(request.GET.get("body", ""))
    now = finished(request.GET.get("period", ""), timezone.localdate(timezone=WARSAW))
    exact = "inside" in request.GET
    if now is None or (
        exact and not selectors.may_read_exactly(request.user, ReportKind(kind), body)
    ):
        raise Http404
    then = now.a_year_before() if request.GET.get("compare") == "year" else now.before()
    take_report_out(
        report=kind,
        period=name_of(now),
        file_format=file_format,
        exact=exact,
        body=body.key if body else "",
        by=request.user,
    )
    found = report_of(ReportKind(kind), now, then, exact=exact, body=body)
    return _answer(found, FileFormat(file_format))


def _answer(found: Report, file_format: FileFormat) -> HttpResponse:
    name = files.name_of_file(found, file_format)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    content = files.file_of(found, file_format)
    return HttpResponse(content, content_type=files.TYPES[file_format], headers=headers)
