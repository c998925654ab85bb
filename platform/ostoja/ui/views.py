"""The gallery, and the style sheet of a city's brand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ostoja.access.door import staff_only
from ostoja.ui.brand import Brand, css, trial_css
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
