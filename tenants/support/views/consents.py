"""Pages where the city's administrators let support in, and see who came."""

from uuid import UUID

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from tenants.support import actions, selectors
from tenants.support.forms import ConsentForm
from tenants.support.models import SupportConsent

CONSENT = Permission.SUPPORT_CONSENT
ON_A_PAGE = 20


@require_safe
@requires(CONSENT)
def support(request: StaffRequest) -> HttpResponseBase:
    """What holds now, and all consents with who came under each."""
    page = Paginator(selectors.consents(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "open": selectors.open_consent()}
    return render(request, "support/consents.html", context)


@requires(CONSENT)
def support_allow(request: StaffRequest) -> HttpResponseBase:
    """Let support in; a page that somebody left open is not enough for it."""
    raise_if_reauthentication_required(request, app="support")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.give_consent(**form.facts, by=request.user)
        except actions.AlreadyAllowed:
            messages.warning(request, _("Support is let in already. Look at the consent below."))
        else:
            messages.success(request, _("The platform's operators can enter your city now."))
        return redirect("support")
    status = 422 if form.is_bound else 200
    return render(request, "support/allow.html", {"form": form}, status=status)


@require_POST
@requires(CONSENT)
def support_withdraw(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Never asks anything: it only takes away."""
    try:
        actions.withdraw_consent(pk=pk, by=request.user)
    except SupportConsent.DoesNotExist:
        raise Http404 from None
    except actions.NotAllowed:
        messages.info(request, _("This consent has ended already."))
    else:
        messages.success(request, _("Nobody from support can enter now. Whoever was in is out."))
    return redirect("support")
