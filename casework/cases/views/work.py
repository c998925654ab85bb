"""Who works on a case, and what became of its needs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases import actions
from casework.cases.choices import CaseState, NeedState
from casework.cases.forms.needs import SettleForm
from casework.cases.forms.work import TakeForm
from casework.cases.models import CaseNeed
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_for, case_to_finish
from casework.cases.views.answers import closed, not_now, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CASE_CHANGE)
def case_take(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Become the worker of a case; where a colleague is, only knowingly."""
    found = case_for(request.user, pk, Permission.CASE_CHANGE)
    if found.state == CaseState.CLOSED:
        return closed(request, found)
    form, news = TakeForm(posted(request)), ""
    if form.is_valid():
        try:
            actions.take_case(case=found, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            found.refresh_from_db()
            news = str(refusal)
        else:
            messages.success(request, _("You work on this case now."))
            return redirect("case", pk)
    elif found.worker_id in {None, request.user.pk}:
        return redirect("case", pk)  # where a button does it
    form = TakeForm(initial={"instead_of": found.worker_id})
    context = {"case": found, "form": form, "news": news}
    return render(request, "cases/case_take.html", context, status=409 if news else 200)


@require_POST
@requires(Permission.CASE_CHANGE)
def case_release(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Give one's own case back to the team."""
    found = case_for(request.user, pk, Permission.CASE_CHANGE)
    after = actions.release_case(case=found, by=request.user, held_by=request.user)
    if after.worker is None:
        messages.success(request, _("The case is back with the team. Nobody works on it now."))
    else:
        messages.warning(request, _("%(name)s works on this case now.") % {"name": after.worker})
    return redirect("case", pk)


@requires(Permission.CASE_VIEW)
def need_settle(request: StaffRequest, pk: UUID, need_pk: UUID) -> HttpResponseBase:
    """Say what became of one need, or open it again."""
    found = case_to_finish(request.user, pk)
    need = get_object_or_404(CaseNeed.objects.select_related("need"), pk=need_pk, case=found)
    if need.state == NeedState.REFERRED and request.method != "POST":
        return not_now(request, found, _("A partner works on this need now."))
    form = SettleForm(need, posted(request))
    if "reopen" in request.POST or form.is_valid():
        try:
            after = _settle(request, need, form)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            words = {"need": need, "state": after.get_state_display()}
            messages.success(request, _("Saved. %(need)s: %(state)s.") % words)
        return redirect("case", pk)
    context = {"case": found, "need": need, "form": form, "is_open": need.state == NeedState.OPEN}
    return render(request, "cases/need_settle.html", context, status=status_of(form))


def _settle(request: StaffRequest, need: CaseNeed, form: SettleForm) -> CaseNeed:
    if "reopen" in request.POST:
        return actions.reopen_need(need=need, by=request.user)
    return actions.settle_need(need=need, by=request.user, **form.cleaned_data)
