"""Sending on what came back, and the city's rules for that."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.refusal import NotAllowed
from casework.cases.selectors import acting_group
from casework.cases.views.answers import posted, status_of
from casework.partners.models import Organisation, Service
from casework.referrals import actions, selectors
from casework.referrals.choices import State
from casework.referrals.forms_of_rules import RulesForm
from casework.referrals.models import Referral
from casework.referrals.passing_on import fallback_owner, fitting, rules
from casework.referrals.suggesting import chosen
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@require_POST
@requires(Permission.CASE_COORDINATE)
def referral_send_on(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The same letter to the next body, with one press."""
    found = selectors.referral_to_move(request.user, pk, State.SENT)
    try:
        receiver, service = _next_of(request, found)
        group = acting_group(found.case, request.user, Permission.CASE_COORDINATE)
        sent = actions.send_on(
            referral=found, receiver=receiver, service=service, group=group, by=request.user
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("referral", pk)
    messages.success(request, _("Sent to: %(receiver)s.") % {"receiver": sent.receiver.name})
    return redirect("referral", sent.pk)


def _next_of(request: StaffRequest, found: Referral) -> tuple[Organisation, Service | None]:
    wanted = request.POST.get("service", "")
    service = chosen(fitting(found, request.user), wanted)
    if service is not None:
        return service.organisation, service
    owner = fallback_owner(found, request.user) if "owner" in request.POST else None
    if owner is None:
        raise NotAllowed(_("The partner you chose cannot be chosen any more. Nothing was sent."))
    return owner, None


@requires(Permission.CITY_SETTINGS)
def referral_rules(request: StaffRequest) -> HttpResponseBase:
    """Who takes care of what nobody else can, and when a supervisor is told."""
    row = rules()
    form = RulesForm(posted(request), initial=RulesForm.facts_of(row))
    if form.is_valid():
        try:
            actions.change_rules(by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("referral_rules")
    return render(request, "referrals/rules.html", {"form": form}, status=status_of(form))
