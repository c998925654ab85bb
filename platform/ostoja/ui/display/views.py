"""The page on which everybody chooses how pages look and behave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ostoja.ui.display.forms import DisplayForm, initial_of
from ostoja.ui.display.settings import DisplaySettings
from ostoja.ui.display.store import forget, keep, settings_of


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose, try, keep, or go back to how it was at first; for residents and staff alike."""
    if request.method != "POST":
        first = {"back": request.headers.get("Referer", "")[:500]}
        return _page(request, DisplayForm(initial=first | initial_of(settings_of(request))))
    form = DisplayForm(request.POST)
    if "forget" in request.POST:
        return _done(request, form.data.get("back", ""), None)
    if not form.is_valid():
        return _page(request, form)
    if "try" in request.POST:
        return _page(request, form, tried=form.chosen())
    return _done(request, form.cleaned_data["back"], form.chosen())


def _page(
    request: HttpRequest, form: DisplayForm, tried: DisplaySettings | None = None
) -> HttpResponse:
    is_staff = request.user.is_authenticated or getattr(request, "city", None) is None
    frame = "ui/staff.html" if is_staff else "ui/public.html"
    context = {"display_frame": frame, "display_url": ""} | {
        "form": form,
        "tried": tried or settings_of(request),
        "is_tried": bool(tried),
    }
    return render(request, "ui/display.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, back: str, chosen: DisplaySettings | None) -> HttpResponse:
    response = redirect(_back(request, back))
    if chosen is None:
        forget(request, response)
    else:
        keep(request, response, chosen)
    if request.user.is_authenticated:
        messages.success(request, _("The pages look as you chose now."))
    return response


def _back(request: HttpRequest, wanted: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    home = "/staff/" if getattr(request, "city", None) is None else "/"
    return wanted if wanted and is_ours else f"/{get_language()}{home}"
