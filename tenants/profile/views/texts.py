"""The city's own words to residents: the list of them, and one with its preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from tenants.profile import actions, selectors
from tenants.profile.forms import PublicTextForm
from tenants.profile.models import PublicText
from tenants.profile.texts import PLACES
from tenants.translated_forms import Now

SETTINGS = Permission.CITY_SETTINGS
PREVIEW = "preview"


@require_safe
@requires(SETTINGS)
def city_texts(request: StaffRequest) -> HttpResponseBase:
    """Each text, where it stands, and in which languages it is there."""
    found = selectors.public_texts(*PLACES)
    rows = [(key, place, found.get(key)) for key, place in PLACES.items()]
    return render(request, "profile/texts.html", {"rows": rows})


@requires(SETTINGS)
def city_text_edit(request: StaffRequest, key: str) -> HttpResponseBase:
    """Rewrite one text; the preview saves nothing."""
    if key not in PLACES:
        raise Http404
    row = selectors.public_text(key)
    form = PublicTextForm(request.POST or None, row=row)
    if request.POST.get("do") == PREVIEW:
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422 if form.is_bound else 200)
    now = _overtaken(request, row, form) if form.has_changed() else []
    if now:
        return _page(request, row, form, now=now, status=422)
    messages.success(request, _("Saved. Residents read it now."))
    return redirect("city_texts")


def _overtaken(request: StaffRequest, row: PublicText, form: PublicTextForm) -> list[Now]:
    """Saves; what somebody else saved meanwhile, if they wrote otherwise."""
    version = form.cleaned_data["version"]
    try:
        actions.change_public_text(key=row.key, version=version, by=request.user, **form.facts())
    except StaleObject as stale:
        now = form.differences(stale.current)
        if now:
            form.overtaken(stale.current)
        return now
    return []


def _page(
    request: StaffRequest,
    row: PublicText,
    form: PublicTextForm,
    *,
    now: list[Now] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "place": PLACES[row.key], "now": now or []}
    return render(request, "profile/text_edit.html", context, status=status)
