"""The page of the display settings; it works without JavaScript and without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accessibility.display.forms import DisplayForm
from ostoja.ui.display import display_of, remember


def display(request: HttpRequest) -> HttpResponse:
    """Choose the colours of all pages on this device."""
    first = {"display": display_of(request), "back": request.headers.get("Referer", "")}
    form = DisplayForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        response = redirect(_back(request, form.cleaned_data["back"]))
        remember(response, form.cleaned_data["display"])
        if request.user.is_authenticated:
            messages.success(request, _("The pages look as you chose now."))
        return response
    return render(request, "display/display.html", {"form": form, "is_staff": _is_staff(request)})


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _back(request: HttpRequest, wanted: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else f"/{get_language()}/"
