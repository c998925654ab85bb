"""What funders want to be read on the city's pages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from tenants.profile import actions, selectors
from tenants.profile.forms import GrantNoticeForm, GrantsForm
from tenants.profile.models import GrantNotice
from tenants.profile.views.rows import RowPages

SETTINGS = Permission.CITY_SETTINGS
NOTICES = RowPages(
    model=GrantNotice,
    form=GrantNoticeForm,
    all="grants",
    one="grant_notice",
    titles=(
        gettext_lazy("Funders' notices"),
        gettext_lazy("Add a notice"),
        gettext_lazy("Change the notice"),
    ),
    saved=gettext_lazy("Saved. Residents read it at the foot of each page."),
    add=actions.add_grant_notice,
    change=actions.change_grant_notice,
    take_away=actions.remove_grant_notice,
)


@requires(SETTINGS)
def grants(request: StaffRequest) -> HttpResponseBase:
    """Whether a grant asks for a notice, and the notices."""
    about = selectors.profile()
    form = GrantsForm(request.POST or None, needed=about.grants_need_notice, version=about.version)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.answer_grants(needed=form.is_needed, version=version, by=request.user)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("grants")
    context = {
        "form": form,
        "needed": about.grants_need_notice,
        "notices": selectors.grant_notices(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "profile/grants.html", context, status=status)


@requires(SETTINGS)
def grant_notice_new(request: StaffRequest) -> HttpResponseBase:
    """Add a notice."""
    return NOTICES.new(request)


@requires(SETTINGS)
def grant_notice_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a notice."""
    return NOTICES.edit(request, pk)


@require_POST
@requires(SETTINGS)
def grant_notice_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a notice away."""
    return NOTICES.remove(request, pk)
