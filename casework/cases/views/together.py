"""One thing done with several chosen cases."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.cases import actions, together
from casework.cases.forms.lists import ExportForm, GiveForm, ListForm, UrgencyForm, query_of
from casework.cases.lists import rows_of
from casework.cases.models import Case
from casework.cases.selectors import PROTECTED, cases_visible_to
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.tables.writing import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from ostoja.ui.forms import Form

MOST = 100
TITLES: Mapping[str, Promise] = {
    "give": gettext_lazy("Give cases to a worker"),
    "urgency": gettext_lazy("Change the urgency of cases"),
    "export": gettext_lazy("Export cases"),
}
COLUMN_OF: Mapping[str, str] = {"give": "worker"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_VIEW)
def cases_together(request: StaffRequest, what: str) -> HttpResponseBase:
    """The chosen cases and the question of this change; then what became of each of them."""
    if what not in TITLES:
        raise Http404
    chosen, back = _chosen(request), _back(request)
    if not chosen:
        messages.warning(request, _("Choose at least one case first."))
        return redirect(back)
    form = _form(request, what, chosen)
    if form.is_valid():
        return _done(request, what, chosen, form, back)
    context = {
        "what": what,
        "title": TITLES[what],
        "form": form,
        "rows": rows_of(chosen, [COLUMN_OF.get(what, "state")], request.user),
        "back": back,
        "address": request.get_full_path(),
    }
    return render(request, "cases/cases_together.html", context, status=status_of(form))


def _chosen(request: StaffRequest) -> list[Case]:
    """Those of the ticked cases that this person may see; others are not spoken of."""
    ids = [found for one in request.GET.getlist("case")[:MOST] if (found := _id(one))]
    seen = cases_visible_to(request.user).filter(pk__in=ids)
    return list(seen.select_related("lead", "worker").defer(*PROTECTED).order_by("opened_at"))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _asked(request: StaffRequest) -> ListForm:
    """The list from which the cases were chosen."""
    return ListForm(QueryDict(request.GET.get("list", "")[:2_000]))


def _back(request: StaffRequest) -> str:
    return f"{reverse('cases')}?{query_of(_asked(request).wish())}"


def _form(request: StaffRequest, what: str, chosen: list[Case]) -> Form:
    data = posted(request)
    if what == "give":
        own = together.changeable(chosen, request.user)
        return GiveForm([case.lead.group_id for case in own], data)
    kinds: Mapping[str, Callable[..., Form]] = {"urgency": UrgencyForm, "export": ExportForm}
    return kinds[what](data)


def _done(
    request: StaffRequest, what: str, chosen: list[Case], form: Form, back: str
) -> HttpResponseBase:
    said = form.cleaned_data
    if what == "export":
        return _file(request, chosen, said["file_format"])
    if what == "give":
        outcomes = together.give_all(chosen, said["worker"], by=request.user)
    else:
        outcomes = together.set_all(chosen, said["urgency"], by=request.user)
    refused = [one for one in outcomes if one.refusal]
    context: dict[str, Any] = {"title": TITLES[what], "outcomes": outcomes, "back": back}
    context |= {"done": len(outcomes) - len(refused), "refused_number": len(refused)}
    if refused:
        query = urlencode({"case": [one.case.pk for one in refused]}, doseq=True)
        context["again"] = f"{reverse('cases_together', args=[what])}?{query}"
    return render(request, "cases/cases_done.html", context)


def _file(request: StaffRequest, chosen: list[Case], file_format: str) -> HttpResponse:
    columns = _asked(request).chosen_columns()
    actions.export_cases(cases=chosen, columns=columns, by=request.user)
    rows = together.table_of(chosen, columns, request.user)
    is_csv = file_format == "csv"
    content = as_csv(rows) if is_csv else as_xlsx(_("Cases"), rows)
    response = HttpResponse(content, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="cases.{file_format}"'
    return response
