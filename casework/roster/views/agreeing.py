"""What people agree among themselves: swaps, and the days on which somebody is away."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.roster import actions, selectors
from casework.roster.forms import AbsenceForm, SwapForm
from casework.roster.refusals import DutyRefused
from casework.roster.workflow import NotAllowed
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds

VIEW, PLAN = Permission.ROSTER_VIEW, Permission.ROSTER_PLAN
MOST_OLD = 20
OVERTAKEN = gettext_lazy("This has changed in the meantime. Look at how it is now.")
ANSWERS: dict[str, tuple[Callable[..., object], Promise]] = {
    "agree": (actions.agree_swap, gettext_lazy("You agreed.")),
    "decline": (actions.decline_swap, gettext_lazy("You declined.")),
    "withdraw": (actions.withdraw_swap, gettext_lazy("You withdrew it.")),
    "approve": (actions.approve_swap, gettext_lazy("You approved it.")),
    "refuse": (actions.refuse_swap, gettext_lazy("You did not approve it. Nothing is swapped.")),
}


@require_safe
@requires(VIEW)
def swaps(request: StaffRequest) -> HttpResponse:
    """What waits for an answer, and what was decided lately."""
    waiting = list(selectors.open_swaps(request.user))
    keys = {one.pk for one in waiting}
    found = selectors.swaps_visible_to(request.user)[: MOST_OLD + len(keys)]
    context = {
        "waiting": waiting,
        "decided": [one for one in found if one.pk not in keys][:MOST_OLD],
        "may_plan": holds(request.user, PLAN),
    }
    return render(request, "roster/swaps.html", context)


@requires(VIEW)
def swap_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask somebody to take one of one's own duties over."""
    shift = selectors.shift_for(request.user, pk, VIEW)
    if shift.person_id != request.user.pk:
        raise Http404
    form = SwapForm(
        request.POST if request.method == "POST" else None, shift=shift, user=request.user
    )
    if form.is_valid():
        try:
            actions.ask_swap(shift=shift, by=request.user, **form.cleaned_data)
        except DutyRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, _("You asked. You keep the duty until they agree."))
            return redirect("swaps")
    context = {"form": form, "shift": shift}
    return render(request, "roster/swap_form.html", context, status=422 if form.errors else 200)


@require_POST
@requires(VIEW)
def swap_answer(request: StaffRequest, pk: UUID, answer: str) -> HttpResponse:
    """Agree, decline, withdraw, approve or refuse."""
    swap = selectors.swap_for(request.user, pk)
    if answer not in ANSWERS:
        raise Http404
    act, said = ANSWERS[answer]
    try:
        act(pk=swap.pk, version=_number(request, "version"), by=request.user)
    except (StaleObject, NotAllowed):
        messages.warning(request, OVERTAKEN)
    except DutyRefused as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, str(said))
    return redirect("swaps")


@requires(VIEW)
def absences(request: StaffRequest) -> HttpResponse:
    """Days on which people are away: one's own, or everybody's for those who plan."""
    may_plan = holds(request.user, PLAN)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, user=request.user, may_plan=may_plan
    )
    if form.is_valid():
        try:
            actions.add_absence(
                submission=form.cleaned_data["submission"], by=request.user, **form.facts()
            )
        except DutyRefused as refusal:
            form.add_error("give_back", refusal.words)
        else:
            messages.success(request, _("The absence is noted."))
            return redirect("absences")
    found = selectors.coming_absences(request.user)
    context = {"form": form, "absences": found, "may_plan": may_plan}
    return render(request, "roster/absences.html", context, status=422 if form.errors else 200)


@require_POST
@requires(VIEW)
def absence_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They can be on duty again."""
    absence = selectors.absence_for(request.user, pk)
    try:
        actions.remove_absence(pk=absence.pk, version=_number(request, "version"), by=request.user)
    except StaleObject:
        messages.warning(request, OVERTAKEN)
    else:
        messages.success(request, _("The absence is removed."))
    return redirect("absences")


def _number(request: StaffRequest, name: str) -> int:
    """What was sent, or 0, which is no row's version."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
