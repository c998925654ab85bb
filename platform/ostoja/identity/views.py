"""Pages where an administrator sets the provider, and sees who is bound to it."""

from uuid import UUID

from allauth.account.internal.flows.reauthentication import (
    is_reauthentication_required,
    raise_if_reauthentication_required,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.identity import actions, checks, selectors
from ostoja.identity.forms import LEFT_OUT, ProviderForm

ON_A_PAGE = 50


@sensitive_post_parameters("client_secret")
@requires(Permission.SIGN_IN_SETTINGS)
def identity_provider(request: StaffRequest) -> HttpResponseBase:
    """The provider's settings, and a test of what was written, before or without storing it."""
    _confirmed(request)
    kept = selectors.provider()
    form = ProviderForm(request.POST or None, kept=kept)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        if "test" in request.POST:
            context["findings"] = checks.findings(form.cleaned_data["issuer"])
        elif _is_kept(request, form):
            messages.success(request, _("The identity provider was set."))
            return redirect("identity_provider")
    context |= {"form": form, "kept": kept, "redirect_uri": redirect_uri(request)}
    return render(request, "identity/provider.html", context)


def _confirmed(request: StaffRequest) -> None:
    """Whoever sets the provider could become anybody. What was typed waits in the session, but
    for the secret, which is written once more.
    """
    if not is_reauthentication_required(request, app="identity"):
        return
    if request.POST.get("client_secret"):
        waiting = request.POST.copy()
        waiting["client_secret"], waiting[LEFT_OUT] = "", "1"
        request.POST = waiting  # type: ignore[assignment]
    raise ReauthenticationRequired


def _is_kept(request: StaffRequest, form: ProviderForm) -> bool:
    """False when somebody else was quicker: the form says so, and keeps what was typed."""
    try:
        actions.set_provider(
            wanted=form.settings(), version=form.cleaned_data["version"], by=request.user
        )
    except StaleObject as stale:
        form.overtaken(stale.current)
        return False
    return True


@requires(Permission.SIGN_IN_SETTINGS)
def identities(request: StaffRequest) -> HttpResponseBase:
    """Who is bound to an identity at a provider."""
    page = Paginator(selectors.identities(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "identity/identities.html", {"page_obj": page})


@require_POST
@requires(Permission.SIGN_IN_SETTINGS)
def identity_release(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Forget one person's identity, for example when they got a new account at the provider."""
    identity = selectors.identities().filter(pk=pk).first()
    if identity is None:
        raise Http404
    raise_if_reauthentication_required(request, app="identity")
    actions.release(identity=identity, by=request.user)
    messages.success(request, _("The identity was released."))
    return redirect("identities")


def redirect_uri(request: HttpRequest) -> str:
    """Where the provider sends people back: one address for the whole city, in no language."""
    return request.build_absolute_uri(reverse("identity_return"))
