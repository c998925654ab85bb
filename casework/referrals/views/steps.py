"""Taking one step of the workflow, and taking note of what came back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.forms.work import sent_again
from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import posted, status_of
from casework.referrals import actions, page, selectors
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.referrals.public_forms import MoveForm
from casework.referrals.workflow import by_hand
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@requires(Permission.REFERRAL_VIEW)
def referral_move(request: StaffRequest, pk: UUID, state: str) -> HttpResponseBase:
    """Take a step; one that the table does not allow now is refused in words."""
    if state not in State.values:
        raise Http404
    to = State(state)
    found = selectors.referral_to_move(request.user, pk, to)
    form = MoveForm(found, to, posted(request), initial={"version": found.version})
    if form.is_valid():
        try:
            actions.move_and_meet(referral=found, to=to, by=request.user, **form.cleaned_data)
        except StaleObject:
            found.refresh_from_db()
            if found.state == to:  # pressed twice
                return redirect("referral", pk)
            form = MoveForm(found, to, sent_again(request.POST, version=found.version))
            form.add_error(None, _moved_meanwhile(found))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. State: %(state)s.") % {"state": to.label})
            return redirect("referral", pk)
    context = {
        "referral": found,
        "form": form,
        "title": page.BUTTONS[to],
        "about": page.title_of(found),
        "is_possible": by_hand(found.kind, found.state, to) is not None,
    }
    return render(request, "referrals/referral_move.html", context, status=status_of(form))


def _moved_meanwhile(referral: Referral) -> str:
    message = _(
        "Somebody was faster: it is now in the state “%(state)s”. Nothing of yours is lost."
    )
    return message % {"state": referral.get_state_display()}


@require_POST
@requires(Permission.REFERRAL_VIEW)
def referral_acknowledge(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take note that a handover or transfer came back, so that it leaves the desk."""
    found = selectors.referral_for(request.user, pk, Permission.REFERRAL_VIEW)
    if not selectors.came_back_to(request.user, found):
        raise Http404
    if found.acknowledged_at is None:
        actions.acknowledge(referral=found, by=request.user)
    messages.success(request, _("Noted. The case stays with the body that leads it."))
    return redirect("referrals")


@require_POST
@requires(Permission.CASE_COORDINATE)
def referral_link(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Send the receiver a new link to answer by."""
    found = selectors.referral_to_move(request.user, pk, State.WITHDRAWN)
    try:
        actions.renew_link(referral=found, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"receiver": found.receiver.name}
        messages.success(request, _("A new link was sent to %(receiver)s.") % words)
    return redirect("referral", pk)
