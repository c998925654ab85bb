"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ostoja.access.door import staff_only
from ostoja.ui.gallery import context


@staff_only
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and field on one page; ``?errors`` shows the fields with errors."""
    return render(request, "ui/gallery.html", context(request.GET))
