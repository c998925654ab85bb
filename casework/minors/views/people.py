"""Who has read an edition, who answers for what, and reviews."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases.views.answers import posted
from casework.minors import actions, page, selectors
from casework.minors.forms.people import ResponsibleForm, ReviewForm
from casework.minors.models import Edition, Responsible
from casework.minors.public_words import name_of
from casework.minors.views.editing import FORMS, VIEW, done, form_page
from ostoja.access.door import StaffRequest, requires
from ostoja.audit import record
from ostoja.tables.writing import as_csv


@require_safe
@requires(VIEW)
def minors_readers(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who has not read an edition, and who has."""
    edition = _to_look_after(request, pk)
    rows = selectors.readers_of(edition)
    context = {
        "edition": edition,
        "name": name_of(edition.standards),
        "head": [_("Person"), _("Has to read it since"), _("Read")],
        "rows": page.readers(rows),
        "waiting": sum(one.read_at is None for one in rows),
    }
    return render(request, "minors/readers.html", context)


@require_safe
@requires(VIEW)
def minors_readers_csv(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same as CSV."""
    edition = _to_look_after(request, pk)
    content = as_csv([[_("Person"), _("Has to read it since"), _("Read")], *_lines(edition)])
    record("standards.readers_taken", by=request.user, on=edition, subject=edition.standards)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="readers-{edition.number}.csv"'
    return answer


def _lines(edition: Edition) -> Iterator[list[str]]:
    for one in selectors.readers_of(edition):
        read = one.read_at.isoformat(timespec="seconds") if one.read_at else ""
        yield [one.person.full_name, one.since.isoformat(), read]


def _to_look_after(request: StaffRequest, pk: UUID) -> Edition:
    edition = selectors.edition_for(request.user, pk)
    if not selectors.may_change(request.user, edition.standards):
        raise Http404
    return edition


@require_http_methods(FORMS)
@requires(VIEW)
def minors_responsible_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Name somebody who answers for something."""
    standards = selectors.standards_for(request.user, pk, to_change=True)
    form = ResponsibleForm(selectors.members_of(standards), posted(request))

    def do() -> None:
        actions.name_responsible(standards=standards, by=request.user, **form.cleaned_data)

    if done(form, do):
        messages.success(request, _("Saved."))
        return redirect("minors_standards", pk)
    back = reverse("minors_standards", args=[pk])
    words = {"title": _("Who answers for what"), "name": name_of(standards)}
    return form_page(request, form, back, **words)


@require_POST
@requires(VIEW)
def minors_responsible_end(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """From now on the person does it no more."""
    row = Responsible.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    standards = selectors.standards_for(request.user, row.standards_id, to_change=True)
    actions.end_duty(row=row, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("minors_standards", standards.pk)


@require_http_methods(FORMS)
@requires(VIEW)
def minors_review_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Record a review with its conclusions."""
    standards = selectors.standards_for(request.user, pk, to_change=True)
    form = ReviewForm(posted(request))

    def do() -> None:
        actions.record_review(standards=standards, by=request.user, **form.cleaned_data)

    if done(form, do):
        messages.success(request, _("The review was recorded."))
        return redirect("minors_standards", pk)
    back = reverse("minors_standards", args=[pk])
    words = {"title": _("Record a review"), "name": name_of(standards)}
    return form_page(request, form, back, **words)
