"""Merging two cases of one person: which, what counts, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.cases import actions, merging
from casework.cases.forms.merging import MergeForm, OtherCaseForm
from casework.cases.merge_page import may_merge
from casework.cases.models import Case, CaseMerge
from casework.cases.refusal import NotAllowed
from casework.cases.same_person import cases_of_same_person, person_of
from casework.cases.selectors import (
    acting_group,
    case_to_change,
    cases_visible_to,
    sight_of,
)
from casework.cases.views.answers import not_now, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


def case_to_merge(request: StaffRequest, pk: UUID) -> Case:
    """The case, or ``Http404`` where this person may not make one of it and another."""
    found = case_to_change(request.user, pk)
    if not may_merge(sight_of(found, request.user)):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_PERSON)
def case_merge(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Which other case is about the same person."""
    found, form = case_to_merge(request, pk), OtherCaseForm(posted(request))
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        others = cases_visible_to(request.user).exclude(pk=pk)
        other = others.filter(number__iexact=number).first()
        if other is not None:
            return redirect("case_merge_with", pk, other.pk)
        form.add_error("number", _("There is no other case with this number that you may see."))
    alike = cases_of_same_person(request.user, person_of(found), besides=found.pk)
    context = {"case": found, "form": form, "alike": alike}
    return render(request, "cases/case_merge.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_PERSON)
def case_merge_with(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponseBase:
    """Both cases side by side: what counts where they differ."""
    kept, merged = case_to_merge(request, pk), case_to_merge(request, other)
    form = MergeForm(kept, merged, posted(request))
    is_valid = form.is_valid()
    if _was_sent(kept, merged, form):
        return redirect("case", pk)
    if form.is_bound and form.versions != (kept.version, merged.version):
        form.overtaken(kept, merged)
    elif is_valid:
        try:
            _merge(request, kept, merged, form)
        except StaleObject:  # in the very moment between: they look once more
            messages.warning(request, _("Somebody has just changed one of the cases."))
            return redirect("case_merge_with", pk, other)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The two cases are one now. You can undo it for 30 days."))
            return redirect("case", pk)
    return _both(request, kept, merged, form)


def _was_sent(kept: Case, merged: Case, form: MergeForm) -> bool:
    """Whether this very form has made them one already."""
    if not form.is_bound:
        return False
    sent = CaseMerge.objects.filter(submission=form.cleaned_data["submission"])
    return sent.filter(kept=kept, merged=merged).exists()


def _both(request: StaffRequest, kept: Case, merged: Case, form: MergeForm) -> HttpResponse:
    context = {
        "case": kept,
        "merged": merged,
        "form": form,
        "obstacles": list(merging.obstacles(kept, merged)),
    }
    return render(request, "cases/case_merge_with.html", context, status=status_of(form))


def _merge(request: StaffRequest, kept: Case, merged: Case, form: MergeForm) -> None:
    changes = sight_of(kept, request.user).may(Permission.CASE_CHANGE)
    permission = Permission.CASE_CHANGE if changes else Permission.CASE_COORDINATE
    actions.merge_cases(
        kept=kept,
        merged=merged,
        versions=form.versions,
        choices=form.choices,
        submission=form.cleaned_data["submission"],
        group=acting_group(kept, request.user, permission),
        by=request.user,
    )


@require_POST
@requires(Permission.CASE_PERSON)
def case_separate(request: StaffRequest, pk: UUID, merge: UUID) -> HttpResponseBase:
    """Undo it: both cases are what they were."""
    kept = case_to_merge(request, pk)
    found = get_object_or_404(CaseMerge, pk=merge, kept=kept)
    try:
        actions.separate_cases(merge=found, by=request.user)
    except NotAllowed as refusal:
        return not_now(request, kept, str(refusal))
    messages.success(request, _("They are two cases again, as they were before."))
    return redirect("case", pk)
