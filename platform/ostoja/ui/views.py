"""The gallery, the style sheet of a city's brand, and the choice of a display."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ostoja.access.door import staff_only
from ostoja.ui.brand import Brand, css, trial_css
from ostoja.ui.display import DisplayForm, display_of, remember
from ostoja.ui.gallery import context


@staff_only
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and field on one page; ``?errors`` shows the fields with errors."""
    return render(request, "ui/gallery.html", context(request.GET))


@require_safe
def brand_css(request: HttpRequest, brand: str) -> HttpResponse:
    """The colours of the brand that the address names; ``?try`` gives those of a trial."""
    found = Brand.from_text(brand)
    if found is None:
        raise Http404
    display = request.GET.get("display", "")
    text = trial_css(found) if "try" in request.GET else css(found, display)
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    # The address holds the colours, so what it answers never changes.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


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
    return render(request, "ui/display.html", {"form": form})


def _back(request: HttpRequest, wanted: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else f"/{get_language()}/"
