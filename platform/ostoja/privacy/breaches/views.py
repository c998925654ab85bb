"""Pages of breaches, and of who saw what between two moments."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.privacy.breaches import actions, selectors
from ostoja.privacy.breaches import who_saw as seen
from ostoja.privacy.breaches.forms import BreachForm, EntryForm, WindowForm
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.breaches.refusal import NotAllowed
from ostoja.privacy.requests.document import day_in_words
from ostoja.tables.writing import CSV_TYPE, as_csv
from ostoja.ui.forms.pages import form_page
from ostoja.ui.templatetags.ui import WARSAW, local_time

LATEST = 200
_PEOPLE = (
    gettext_lazy("Who"),
    gettext_lazy("Events"),
    gettext_lazy("Different records"),
    gettext_lazy("Taken as files"),
    gettext_lazy("First time"),
    gettext_lazy("Last time"),
)
_RECORDS = (
    gettext_lazy("Record"),
    gettext_lazy("Different people"),
    gettext_lazy("Events"),
    gettext_lazy("First time"),
    gettext_lazy("Last time"),
)


@require_safe
@requires(Permission.BREACHES)
def breaches(request: StaffRequest) -> HttpResponse:
    """The latest first, each with its clock."""
    found = Breach.objects.all()[:LATEST]
    return render(request, "breaches/list.html", {"rows": [_line(one) for one in found]})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.BREACHES)
def breach_new(request: StaffRequest) -> HttpResponseBase:
    """Something was noticed."""
    form = BreachForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = actions.notice_breach(by=request.user, **form.facts)
        messages.success(request, _("The breach was recorded. The clock runs."))
        return redirect("breach", found.pk)
    return form_page(request, form, title=_("Record a breach"), back=(reverse("breaches"), ""))


@require_safe
@requires(Permission.BREACHES)
def breach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One breach with all its entries."""
    found = get_object_or_404(Breach.objects.select_related("recorded_by"), pk=pk)
    context = {
        "found": found,
        "clock": selectors.clock(found),
        "rows": _rows(found),
        "entries": list(found.entries.select_related("by")),
        "who_saw": _window_of(found),
    }
    return render(request, "breaches/breach.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.BREACHES)
def breach_entry(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Add what was found out, done or decided."""
    found = get_object_or_404(Breach, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = EntryForm(posted, initial=EntryForm.facts_of(found))
    if form.is_valid():
        try:
            actions.add_entry(breach=found, by=request.user, **form.facts)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The entry was added."))
            return redirect("breach", pk)
    back = reverse("breach", args=[pk])
    return form_page(request, form, title=_("Add an entry"), back=(back, ""))


@require_safe
@requires(Permission.BREACHES)
def who_saw(request: StaffRequest) -> HttpResponse:
    """By person, by record, and what left as a file."""
    form = WindowForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        window = replace(form.window, asker=request.user)
        context |= {
            "is_asked": True,
            "people": [_person_cells(one) for one in seen.by_person(window)],
            "people_head": _PEOPLE,
            "records": [_record_cells(one) for one in seen.by_record(window)],
            "records_head": _RECORDS,
            "files": seen.files(window),
        }
    return render(request, "breaches/who_saw.html", context)


@require_safe
@requires(Permission.BREACHES)
def who_saw_csv(request: StaffRequest) -> HttpResponse:
    """Each event of the window as a row."""
    form = WindowForm(request.GET or None)
    if not form.is_valid():
        raise Http404
    window = replace(form.window, asker=request.user)
    head = (_("When"), _("Who"), _("What"), _("Record"), _("Identifier"))
    content = as_csv([head, *seen.table(window)])
    actions.note_table_taken(by=request.user, since=window.since, until=window.until)
    answer = HttpResponse(content, content_type=CSV_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="who-saw.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _person_cells(row: seen.PersonRow) -> list[Any]:
    first, last = local_time(row.first), local_time(row.last)
    return [row.name, str(row.events), str(row.records), str(row.files), first, last]


def _record_cells(row: seen.RecordRow) -> list[Any]:
    history = reverse("subject_audit", args=[row.history]) if row.history else ""
    name = {"text": row.name, "url": history}
    return [name, str(row.people), str(row.events), local_time(row.first), local_time(row.last)]


def _line(found: Breach) -> dict[str, Any]:
    return {"breach": found, "clock": selectors.clock(found)}


def _rows(found: Breach) -> list[dict[str, Any]]:
    facts = [
        (_("What happened"), found.what),
        (_("Noticed"), day_in_words(found.noticed_at)),
        (_("72 hours end"), day_in_words(found.due_at)),
        (_("Lasted since"), day_in_words(found.since) if found.since else ""),
        (_("Lasted until"), day_in_words(found.until) if found.until else ""),
        (_("People concerned, about"), "" if found.people is None else str(found.people)),
        (_("Risk"), found.get_risk_display()),
        (_("Authority"), found.get_authority_display() if found.authority else _("not decided")),
        (
            _("People concerned"),
            found.get_affected_display() if found.affected else _("not decided"),
        ),
        (_("Recorded by"), str(found.recorded_by or "")),
        (_("Closed on"), day_in_words(found.closed_at) if found.closed_at else ""),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def _window_of(found: Breach) -> str:
    """The address of who saw what while it lasted; empty where that is not known."""
    if found.since is None:
        return ""
    first, last = found.since, found.until or found.noticed_at
    parts = [("since_on", first), ("until_on", last)]
    query = "&".join(
        f"{name}_{unit}={getattr(_local(at), unit)}"
        for name, at in parts
        for unit in ("day", "month", "year")
    )
    return f"{reverse('who_saw')}?{query}"


def _local(at: Any) -> Any:
    return timezone.localtime(at, WARSAW)
