"""Pages of those who write the notice, and of the officer who confirms it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.ui.forms import VersionedForm
from tenants.privacy_notice import selectors
from tenants.privacy_notice.actions import change_controller, change_part, confirm_notice
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.completeness import Incomplete
from tenants.privacy_notice.forms import ControllerForm, PartForm
from tenants.translated_forms import Now

CHANGE = Permission.PRIVACY_NOTICE_CHANGE
CONFIRM = Permission.PRIVACY_NOTICE_CONFIRM


@require_safe
@requires(CHANGE)
def notice(request: StaffRequest) -> HttpResponse:
    """The notice with its parts, what is missing, and whether somebody confirmed it."""
    return _overview(request)


def _overview(request: StaffRequest, status: int = 200) -> HttpResponse:
    found = selectors.notice()
    context = {
        "notice": found,
        "controller": selectors.controller(),
        "parts": selectors.parts(found),
        "missing": selectors.missing(found),
        "may_confirm": holds(request.user, CONFIRM),
        "refused": status != 200,
    }
    return render(request, "privacy_notice/staff.html", context, status=status)


@requires(CHANGE)
def part_edit(request: StaffRequest, kind: str) -> HttpResponse:
    """Rewrite one part."""
    if kind not in PartKind.values:
        raise Http404
    part = selectors.part(PartKind(kind))
    form = PartForm(request.POST or None, row=part)
    now: list[Now] = []
    if form.is_valid():
        if not form.has_changed():
            return redirect("privacy_notice_staff")
        now = _part_overtaken(form, PartKind(kind), request)
        if not now:
            return _saved(request)
    context = {"form": form, "now": now, "title": part.part.label}
    return _form_page(request, form, context)


def _part_overtaken(form: PartForm, kind: PartKind, request: StaffRequest) -> list[Now]:
    """Saves; where somebody else was quicker, gives what they wrote otherwise."""
    version = form.cleaned_data["version"]
    try:
        change_part(kind=kind, version=version, by=request.user, **form.facts())
    except StaleObject as stale:
        now = form.differences(stale.current)
        if now:
            form.overtaken(stale.current)
        return now
    return []


@requires(CHANGE)
def controller_edit(request: StaffRequest) -> HttpResponse:
    """Change who the controller is and how to reach them."""
    found, controller = selectors.notice(), selectors.controller()
    form = ControllerForm(request.POST or None, notice=found, controller=controller)
    now: list[Now] = []
    if form.is_valid():
        if not form.has_changed():
            return redirect("privacy_notice_staff")
        now = _controller_overtaken(form, request)
        if not now:
            return _saved(request)
    context = {"form": form, "now": now, "title": _("Controller of the data")}
    return _form_page(request, form, context)


def _controller_overtaken(form: ControllerForm, request: StaffRequest) -> list[Now]:
    """Saves; where somebody else was quicker, gives what they wrote otherwise."""
    version = form.cleaned_data["version"]
    try:
        change_controller(version=version, controller=form.controller(), by=request.user)
    except StaleObject as stale:
        now = form.differences(selectors.controller())
        if now:
            form.overtaken(stale.current)
        return now
    return []


@require_POST
@requires(CONFIRM)
def notice_confirm(request: StaffRequest) -> HttpResponse:
    """The officer has read it and it is true."""
    form = VersionedForm(request.POST)
    form.is_valid()
    try:
        confirm_notice(version=form.cleaned_data["version"], by=request.user)
    except StaleObject:
        messages.error(request, _("Somebody changed the notice meanwhile. Read it again."))
        return redirect("privacy_notice_staff")
    except Incomplete:
        return _overview(request, status=422)
    messages.success(request, _("Confirmed. Residents see the date of today."))
    return redirect("privacy_notice_staff")


def _saved(request: StaffRequest) -> HttpResponse:
    messages.success(request, _("Saved. The notice must be confirmed again."))
    return redirect("privacy_notice_staff")


def _form_page(
    request: StaffRequest, form: PartForm | ControllerForm, context: dict[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "privacy_notice/form.html", context, status=status)
