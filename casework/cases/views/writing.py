"""Opening a case, changing what is known of it, and writing notes into it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import actions
from casework.cases.choices import CaseState
from casework.cases.forms.facts import CaseForm, EditCaseForm, OpenCaseForm
from casework.cases.forms.notes import NoteForm
from casework.cases.forms.work import sent_again
from casework.cases.known_person import note_of
from casework.cases.models import Case, Note
from casework.cases.other_person import KNOWN
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import acting_group, case_for, sight_of
from casework.cases.views.answers import closed, posted, status_of
from casework.cases.views.finding import is_asked_who
from casework.partners.selectors import organisations_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@requires(Permission.CASE_OPEN)
def case_new(request: StaffRequest) -> HttpResponseBase:
    """Open a case for somebody who came in or telephoned, without a report."""
    leads = organisations_of(request.user, Permission.CASE_OPEN)
    if not leads:
        raise Http404
    form = OpenCaseForm(leads, posted(request))
    form.leads_to_notes = True
    if form.is_valid() and not is_asked_who(request, form, besides=form.asked_id):
        try:
            return _opened(request, actions.open_case(by=request.user, **form.facts()))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "lead": form.only_lead}
    return render(request, "cases/case_new.html", context, status=status_of(form))


def _opened(request: StaffRequest, case: Case) -> HttpResponseBase:
    """The case; where its form was sent again with other words, the page that changes it."""
    typed = EditCaseForm(sent_again(request.POST, version=case.version))
    now = typed.what_it_says_now(case)
    if not now:
        messages.success(request, _("The case has been opened."))
        return redirect("case", case.pk)
    found = case_for(request.user, case.pk, Permission.CASE_CHANGE)
    typed.add_error(None, _("You have opened this case already. Save what you changed since then."))
    return _edit_page(request, found, typed, now=now, action=reverse("case_edit", args=[case.pk]))


@requires(Permission.CASE_CHANGE)
def case_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is known about a case."""
    found = case_for(request.user, pk, Permission.CASE_CHANGE)
    if request.method != "POST":
        form = EditCaseForm(initial=EditCaseForm.facts_of(found))
        is_closed = found.state == CaseState.CLOSED
        return closed(request, found) if is_closed else _edit_page(request, found, form)
    form = EditCaseForm(request.POST)
    if not form.is_valid() or is_asked_who(request, form, besides=found.pk, case=found):
        return _edit_page(request, found, form)
    try:
        actions.change_case(case=found, by=request.user, **form.cleaned_data)
    except StaleObject:
        return _overtaken(request, found, form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _edit_page(request, found, form)
    messages.success(request, _("The case was changed."))
    return redirect("case", pk)


def _overtaken(request: StaffRequest, found: Case, form: EditCaseForm) -> HttpResponseBase:
    """Both versions side by side; where they say the same, the form was sent twice."""
    found.refresh_from_db()
    now = form.what_it_says_now(found)
    if not now:
        return redirect("case", found.pk)
    form.overtaken(found)
    return _edit_page(request, found, form, now=now)


def _edit_page(request: StaffRequest, found: Case, form: EditCaseForm, **more: Any) -> HttpResponse:
    form.case = found.pk
    context = {"case": found, "form": form, **more}
    return render(request, "cases/case_edit.html", context, status=status_of(form))


@requires(Permission.CASE_ANNOTATE)
def case_note(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write a note into a case."""
    found = case_for(request.user, pk, Permission.CASE_ANNOTATE)
    sight = sight_of(found, request.user)
    if KNOWN in request.POST:
        text, of_person = note_of(CaseForm(request.POST))
        return _note_page(request, found, NoteForm(found, sight, initial={"text": text}), of_person)
    form = NoteForm(found, sight, posted(request))
    if form.is_valid():
        group = acting_group(found, request.user, Permission.CASE_ANNOTATE)
        facts = form.cleaned_data
        try:
            note = actions.add_note(case=found, group=group, by=request.user, **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            if _says(note, facts):
                messages.success(request, _("The note was added."))
                return redirect("case", pk)
            form = NoteForm(found, sight, sent_again(request.POST, submission=uuid4()))
            form.add_error(None, _note_was_added())
    return _note_page(request, found, form)


def _note_page(
    request: StaffRequest,
    found: Case,
    form: NoteForm,
    of_person: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    context = {"case": found, "form": form, "of_person": of_person}
    return render(request, "cases/case_note.html", context, status=status_of(form))


def _says(note: Note, facts: dict[str, Any]) -> bool:
    named = {person.pk for person in facts.get("named", ())}
    same = all(getattr(note, name) == facts[name] for name in ("kind", "text", "visibility"))
    return same and set(note.named or ()) == named


def _note_was_added() -> str:
    return _(
        "Your note was added as you first wrote it, and a note cannot be changed. To add this one "
        "too, send it again."
    )
