"""What funders want to be read on the city's pages."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm
from tenants.profile import actions, selectors
from tenants.profile.forms import GrantNoticeForm, GrantsForm
from tenants.profile.models import GrantNotice
from tenants.profile.views.answers import form_page, saves
from tenants.translated_forms import Now

SETTINGS = Permission.CITY_SETTINGS
BACK = gettext_lazy("Funders' notices")


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
    form = GrantNoticeForm(request.POST or None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        if saves(form, actions.add_grant_notice, submission=submission, by=request.user) is None:
            return _saved(request)
    return _page(request, form, None, [])


@requires(SETTINGS)
def grant_notice_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a notice."""
    notice = get_object_or_404(GrantNotice, pk=pk)
    form, now = GrantNoticeForm(request.POST or None, row=notice), None
    if form.is_valid():
        if not form.has_changed():
            return redirect("grants")
        version = form.cleaned_data["version"]
        now = saves(form, actions.change_grant_notice, pk=pk, version=version, by=request.user)
        if now is None:
            return _saved(request)
    return _page(request, form, notice, now or [])


@require_POST
@requires(SETTINGS)
def grant_notice_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a notice away, unless somebody has just mended it."""
    form = VersionedForm(request.POST)
    form.is_valid()
    try:
        actions.remove_grant_notice(pk=pk, version=form.cleaned_data["version"], by=request.user)
    except ObjectDoesNotExist:
        raise Http404 from None
    except StaleObject:
        messages.warning(
            request, _("Somebody changed this in the meantime. Look at it again, then decide.")
        )
        return redirect("grant_notice_edit", pk)
    messages.success(request, _("Removed."))
    return redirect("grants")


def _saved(request: StaffRequest) -> HttpResponseBase:
    messages.success(request, _("Saved. Residents read it at the foot of each page."))
    return redirect("grants")


def _page(
    request: StaffRequest, form: GrantNoticeForm, notice: GrantNotice | None, now: list[Now]
) -> HttpResponseBase:
    title = gettext_lazy("Change the notice") if notice else gettext_lazy("Add a notice")
    more = {"back": reverse("grants"), "back_text": BACK, "row": notice}
    remove = reverse("grant_notice_remove", args=[notice.pk]) if notice else ""
    return form_page(request, form, title, now, remove_url=remove, **more)
