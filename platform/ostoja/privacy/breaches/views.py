"""Pages of breaches, and of who saw what between two moments."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
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
from ostoja.ui.forms import Form

LATEST = 200


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
    back = reverse("breaches")
    return _form(request, form, _("Record a breach"), back)


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
    return _form(request, form, _("Add an entry"), reverse("breach", args=[pk]))


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
            "people": seen.by_person(window),
            "records": seen.by_record(window),
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


def _form(request: StaffRequest, form: Form, heading: str, back: str) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "heading": heading, "back_url": back}
    return render(request, "breaches/form.html", context, status=status)


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
    from django.utils import timezone

    from ostoja.ui.templatetags.ui import WARSAW

    return timezone.localtime(at, WARSAW)
