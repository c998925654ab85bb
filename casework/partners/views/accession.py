"""Pages about joining: what a body sends, and what those who decide see."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from casework.partners import actions
from casework.partners.accession import APPLICATIONS, application_for, applications_for
from casework.partners.choices import ApplicationState
from casework.partners.forms.deciding import CloseApplicationForm, RemarkForm
from casework.partners.forms.public_joining import TRAP, JoiningForm
from casework.partners.models import Application
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm
from tenants.profile.selectors import profile

CHANGE = Permission.PARTNER_CHANGE
A_PAGE = 25


# Nobody's authority comes with it, so there is nothing that a forged request could borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def partner_join(request: HttpRequest) -> HttpResponse:
    """The form; what was sent is answered by a page, and sent again it is the same."""
    form = JoiningForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        in_budget = APPLICATIONS.spend(request)
        facts = dict(form.cleaned_data)
        actions.receive_application(
            looks_automatic=bool(request.POST.get(TRAP)) or not in_budget, **facts
        )
        return render(request, "partners/joined.html", {"email": facts["email"]})
    context = {"form": form, "trap": TRAP, "act": profile().legal_act}
    return render(request, "partners/join.html", context, status=422 if form.is_bound else 200)


@requires(CHANGE)
def applications(request: StaffRequest) -> HttpResponse:
    """Who wants to join, those that wait first."""
    page = Paginator(applications_for(request.user), A_PAGE)
    context = {"page_obj": page.get_page(request.GET.get("page")), "found": page.count}
    return render(request, "partners/applications.html", context)


@requires(CHANGE)
def application(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """One of them with remarks, and the form for another remark."""
    found = application_for(request.user, pk)
    form = RemarkForm(request.POST or None)
    if form.is_valid():
        actions.remark_on(application=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The remark was added."))
        return redirect("application", pk)
    context = {
        "application": found,
        "needs": list(found.needs.all()),
        "remarks": list(found.remarks.select_related("by")),
        "is_open": found.state == ApplicationState.RECEIVED,
        "form": form,
    }
    return render(request, "partners/application.html", context, status=_status(form))


@require_POST
@requires(CHANGE)
def application_accept(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Begin the accession."""
    found = application_for(request.user, pk)
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("application", pk)
    try:
        version = form.cleaned_data["version"]
        accepted = actions.accept_application(pk=pk, version=version, by=request.user)
    except (StaleObject, actions.Decided):
        return _overtaken(request, found)
    messages.success(request, _("The accession is under way. Next: sign the agreement."))
    return redirect("partner_staff", accepted.organisation_id)


@requires(CHANGE)
def application_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Turn it down, or note that the body took it back."""
    found = application_for(request.user, pk)
    if found.state != ApplicationState.RECEIVED:
        return _overtaken(request, found)
    form = CloseApplicationForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.close_application(
                pk=pk,
                version=given["version"],
                state=ApplicationState(given["state"]),
                reason=given["reason"],
                by=request.user,
            )
        except (StaleObject, actions.Decided):
            return _overtaken(request, found)
        messages.success(request, _("The decision was written down. Tell the body about it."))
        return redirect("application", pk)
    context = {"application": found, "form": form}
    return render(request, "partners/application_close.html", context, status=_status(form))


def _status(form: RemarkForm | CloseApplicationForm) -> int:
    return 422 if form.is_bound else 200


def _overtaken(request: StaffRequest, found: Application) -> HttpResponseBase:
    messages.info(request, _("Somebody decided about it in the meantime."))
    return redirect("application", found.pk)
