"""Two records of one body: which look so, what counts, making them one, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.partners import actions, merging, selectors, twins
from casework.partners.actions.merging import UNDO_WITHIN, why_not_merged, why_not_undone
from casework.partners.duplicates import possible_duplicates, told_apart
from casework.partners.forms.merging import MergeForm, OtherRecordForm, label_of, words_of
from casework.partners.merged_facts import FACTS
from casework.partners.merging import CannotMerge
from casework.partners.models import Organisation, OrganisationMerge
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject

CHANGE = Permission.PARTNER_CHANGE
A_PAGE = 25


@requires(CHANGE)
def partner_duplicates(request: StaffRequest) -> HttpResponse:
    """Records that may be about one body, and what was merged."""
    page = Paginator(possible_duplicates(), A_PAGE)
    merges = selectors.merges().filter(undone_at=None)
    context = {
        "found": page.count,
        "page_obj": page.get_page(request.GET.get("page")),
        "merges": [_merge_row(one) for one in merges[:A_PAGE]],
    }
    return render(request, "partners/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def partner_merge(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Which other record is about the same body."""
    kept = selectors.organisation_for(request.user, pk, CHANGE)
    form = OtherRecordForm(kept, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("partner_merge_with", pk, form.cleaned_data["other"].pk)
    context = {"organisation": kept, "form": form, "alike": _alike(kept)}
    status = 422 if form.is_bound else 200
    return render(request, "partners/merge.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def partner_merge_with(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponseBase:
    """Both records side by side: what counts where they differ, and what will move."""
    if request.method == "POST" and _was_sent(request.POST.get("submission", ""), pk, other):
        return redirect("partner_staff", pk)
    kept = selectors.organisation_for(request.user, pk, CHANGE)
    merged = selectors.organisation_for(request.user, other, CHANGE)
    form = MergeForm(kept, merged, request.POST if request.method == "POST" else None)
    is_valid = form.is_valid()
    if form.is_bound and form.versions != (kept.version, merged.version):
        form.overtaken(kept, merged)
    elif is_valid and _merged(request, kept, merged, form):
        messages.success(request, _("The two records are one now. You can undo it for 30 days."))
        return redirect("partner_staff", pk)
    return _both(request, kept, merged, form)


@require_POST
@requires(CHANGE)
def partner_tell_apart(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponseBase:
    """These are two bodies: they are not suggested any more."""
    one = selectors.organisation_for(request.user, pk, CHANGE)
    second = selectors.organisation_for(request.user, other, CHANGE)
    if one.pk != second.pk:
        actions.tell_apart(one=one, other=second, by=request.user)
        messages.success(request, _("Remembered: these are two bodies."))
    return redirect("partner_duplicates")


@require_POST
@requires(CHANGE)
def partner_separate(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Undo it: what moved goes back."""
    merge = get_object_or_404(OrganisationMerge, pk=pk)
    try:
        actions.separate_organisations(merge=merge, by=request.user)
    except CannotMerge as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They are two records again."))
    return redirect("partner_duplicates")


def _alike(body: Organisation) -> list[dict[str, Any]]:
    found = possible_duplicates(of=body.pk)
    return [{"body": one.second if one.first == body else one.first, "pair": one} for one in found]


def _merge_row(merge: OrganisationMerge) -> dict[str, Any]:
    until = merge.at + UNDO_WITHIN
    return {"merge": merge, "until": until, "why_not": why_not_undone(merge, merge.kept)}


def _was_sent(submission: str, kept: UUID, merged: UUID) -> bool:
    """Whether this very form has made them one already."""
    sent = OrganisationMerge.objects.filter(kept=kept, merged=merged, undone_at=None)
    return str(submission) in {str(one) for one in sent.values_list("submission", flat=True)}


def _merged(
    request: StaffRequest, kept: Organisation, merged: Organisation, form: MergeForm
) -> bool:
    try:
        actions.merge_organisations(
            kept=kept,
            merged=merged,
            versions=form.versions,
            choices=form.choices,
            submission=form.cleaned_data["submission"],
            by=request.user,
        )
    except StaleObject:  # in the very moment between: they look once more
        kept.refresh_from_db()
        merged.refresh_from_db()
        form.overtaken(kept, merged)
    except CannotMerge as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _both(
    request: StaffRequest, kept: Organisation, merged: Organisation, form: MergeForm
) -> HttpResponse:
    obstacles = [] if kept.pk == merged.pk else why_not_merged(kept, merged, request.user)
    context = {
        "organisation": kept,
        "merged": merged,
        "form": form,
        "rows": [
            {
                "label": label_of(name),
                "ours": words_of(kept, name),
                "theirs": words_of(merged, name),
            }
            for name in FACTS
        ],
        "obstacles": obstacles,
        "apart": told_apart(kept, merged),
        "moves": merging.what_moves(merged),
        "twins": [ours for ours, _theirs in twins.pairs(twins.SERVICES, kept, merged)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "partners/merge_with.html", context, status=status)
