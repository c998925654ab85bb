"""Asking bodies outside the system, and writing down what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.choices import CaseState, NeedState
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_to_change
from casework.cases.views.answers import closed, not_now, posted, status_of
from casework.cases.views.phases import group_of
from casework.cases.views.printing import file_of
from casework.referrals import letter_outside
from casework.referrals.actions.outside import ask_outside, end_outside
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.forms_of_outside import OutsideEndForm, OutsideForm
from casework.referrals.models import OutsideReferral
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.printed import pdf_of


@requires(Permission.CASE_VIEW)
def case_outside_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note that a body outside the system was asked for help with a need."""
    found = case_to_change(request.user, pk)
    if request.method != "POST":
        if found.state == CaseState.CLOSED:
            return closed(request, found)
        if not found.needs.filter(state=NeedState.OPEN).exists():
            return not_now(request, found, _("No need of this case is open."))
    form = OutsideForm(found, posted(request), initial={"asked_on": timezone.localdate()})
    if form.is_valid():
        group = group_of(found, request.user)
        try:
            ask_outside(case=found, group=group, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is on record. You are reminded on that day."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "referrals/case_outside_new.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def case_outside(request: StaffRequest, pk: UUID, outside_pk: UUID) -> HttpResponseBase:
    """What was asked of a body outside, and what came of it."""
    found = case_to_change(request.user, pk)
    rows = OutsideReferral.objects.select_related("case_need__need", "task", "case")
    asked = get_object_or_404(rows, pk=outside_pk, case=found)
    form = OutsideEndForm(posted(request), initial={"version": asked.version})
    if form.is_valid():
        group = group_of(found, request.user)
        try:
            end_outside(asked=asked, group=group, by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("What came of it is on record."))
            return redirect("case", pk)
    is_open = asked.state == OutsideState.WAITING and found.state != CaseState.CLOSED
    context = {
        "case": found,
        "asked": asked,
        "form": form,
        "is_open": is_open,
        "has_letter": letter_outside.has_letter(asked),
        "rows": _rows(asked),
    }
    return render(request, "referrals/case_outside.html", context, status=status_of(form))


@require_POST
@requires(Permission.CASE_VIEW)
def case_outside_letter(request: StaffRequest, pk: UUID, outside_pk: UUID) -> HttpResponseBase:
    """The letter to a body outside, while its answer is waited for; that it was printed is kept."""
    asked = letter_outside.letter_for(request.user, pk, outside_pk)
    document = letter_outside.document_of(asked, request.user)
    letter_outside.print_outside_letter(asked=asked, by=request.user)
    return file_of(pdf_of(document), asked.case.number)


def _rows(asked: OutsideReferral) -> list[dict[str, str]]:
    pairs = [
        (_("Need"), str(asked.case_need.need)),
        (_("How it stands"), asked.get_state_display()),
        (_("Its address or telephone"), asked.contact),
        (_("How it was asked"), asked.get_way_display()),
        (_("Day on which it was asked"), f"{asked.asked_on:%d.%m.%Y}"),
        (_("Legal basis of sharing"), asked.get_legal_basis_display()),
        (_("What it was told"), asked.message),
        (_("What came of it"), asked.outcome),
    ]
    return [{"key": str(key), "value": str(value)} for key, value in pairs if value]
