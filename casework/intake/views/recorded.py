"""Telephone calls and visits, written down in the inbox."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from casework.intake import selectors
from casework.intake.actions.recorded import record_contact, show_code
from casework.intake.forms.recorded import RecordedContactForm
from casework.intake.qr import picture_of
from casework.intake.recorded import just_recorded
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

ANSWER = Permission.CONVERSATION_ANSWER


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ANSWER)
def contact_new(request: StaffRequest) -> HttpResponseBase:
    """The form; on to the code, to a case, or to the conversation."""
    if request.method == "POST":
        form = RecordedContactForm(request.POST)
        if form.is_valid():
            return _kept(request, form)
    else:
        form = RecordedContactForm.begun_now(translation.get_language() or "pl")
    context = {"form": form, "may_open_case": holds(request.user, Permission.CASE_OPEN)}
    status = 422 if form.errors else 200
    return render(request, "intake/contact_new.html", context, status=status)


def _kept(request: StaffRequest, form: RecordedContactForm) -> HttpResponseBase:
    submission = form.cleaned_data["submission"]
    found = record_contact(submission=submission, by=request.user, **form.facts())
    if form.cleaned_data["wants_code"]:
        return redirect("contact_recorded", found.pk)
    return redirect("conversation_case" if "case" in request.POST else "conversation", found.pk)


@require_safe
@requires(ANSWER)
def contact_recorded(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The code to tell the person: for ten minutes, and to whoever wrote it down alone."""
    found = selectors.conversation_for(request.user, pk, ANSWER)
    if not just_recorded(found, request.user):
        raise Http404
    code = show_code(conversation=found, by=request.user)
    context = {
        "conversation": found,
        "code": code,
        "picture": picture_of(code),
        "may_open_case": found.case is None and holds(request.user, Permission.CASE_OPEN),
    }
    return render(request, "intake/contact_recorded.html", context)
