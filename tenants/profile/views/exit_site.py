"""The page where a city's administrator says where the quick exit leads."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.city import UNKNOWN
from ostoja.ui.unseen import exit_site
from tenants.profile import actions, selectors
from tenants.profile.forms import ExitSiteForm


@requires(Permission.CITY_SETTINGS)
def city_exit(request: StaffRequest) -> HttpResponseBase:
    """Set the site that opens when somebody presses “Leave this page”."""
    profile = selectors.profile()
    first = {"address": profile.exit_site, "version": profile.version}
    form = ExitSiteForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_exit_site(**form.cleaned_data, by=request.user)
        except StaleObject as stale:
            form = _again(request, stale.current.version)  # type: ignore[attr-defined]
        else:
            messages.success(request, _("The site was set."))
            return redirect("city_exit")
    context = {"form": form, "own": profile.exit_site, "fallback": exit_site(UNKNOWN)}
    return render(request, "profile/exit.html", context)


def _again(request: StaffRequest, version: int) -> ExitSiteForm:
    messages.warning(
        request,
        _("Somebody set another site in the meantime. Yours stands below; set it if you wish."),
    )
    typed = request.POST.copy()
    typed["version"] = str(version)
    return ExitSiteForm(typed)
