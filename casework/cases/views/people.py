"""The people around the person of a case: somebody new, one of them, changing, taking out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases import people_page
from casework.cases.actions import people as actions
from casework.cases.choices import CaseState
from casework.cases.forms.people import PersonForm
from casework.cases.models import Case, CasePerson
from casework.cases.people import case_with_people, keeps_people, person_for
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.cases.views.answers import closed, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject

WRITE = Permission.CASE_ANNOTATE


@requires(WRITE)
def case_person_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down somebody around the person."""
    case = case_with_people(request.user, pk, WRITE)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    form = PersonForm(posted(request))
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            actions.add_person(case=case, by=request.user, **facts)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It was written down."))
            return redirect("case", pk)
    return _form_page(request, case, form, _("Add somebody around the person"))


@requires(Permission.CASE_VIEW)
def case_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All that is known of one of them."""
    person = person_for(request.user, pk, Permission.CASE_VIEW)
    sight = sight_of(person.case, request.user)
    context = {
        "case": person.case,
        "person": person,
        "tags": people_page.tags_of(person),
        "rows": people_page.rows_of(person),
        "may_change": keeps_people(sight) and person.case.state != CaseState.CLOSED,
    }
    return render(request, "cases/person.html", context)


@requires(WRITE)
def case_person_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is known of one of them."""
    person = _to_change(request, pk)
    if person.case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, person.case)
    form = PersonForm(posted(request), initial=PersonForm.values_of(person))
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "submission"}
        try:
            actions.change_person(person=person, by=request.user, **facts)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It was changed."))
            return redirect("case_person", pk)
    return _form_page(request, person.case, form, _("Change what is known of somebody"))


@requires(WRITE)
def case_person_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take one of them out, after a question."""
    person = _to_change(request, pk)
    if request.method == "POST":
        try:
            actions.remove_person(person=person, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It was taken out, and nothing of it is kept."))
        return redirect("case", person.case_id)
    context = {"case": person.case, "person": person, "rows": people_page.rows_of(person)}
    return render(request, "cases/person_remove.html", context)


def _to_change(request: StaffRequest, pk: UUID) -> CasePerson:
    person = person_for(request.user, pk, WRITE)
    if not keeps_people(sight_of(person.case, request.user)):
        raise Http404
    return person


def _form_page(request: StaffRequest, case: Case, form: PersonForm, title: str) -> HttpResponse:
    context = {"case": case, "form": form, "title": title}
    return render(request, "cases/task_form.html", context, status=status_of(form))
