"""The city's rules for partners' records."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.partners import actions
from casework.partners.forms.rules import RulesForm
from casework.partners.models import PartnerRules
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@requires(Permission.CITY_SETTINGS)
def partner_rules(request: StaffRequest) -> HttpResponseBase:
    """How often each record must be confirmed."""
    row = PartnerRules.objects.first() or PartnerRules()
    known = {"confirm_every_days": row.confirm_every_days, "version": row.version}
    form = RulesForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            actions.change_rules(by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("partner_rules")
    status = 422 if form.is_bound else 200
    return render(request, "partners/rules.html", {"form": form}, status=status)
