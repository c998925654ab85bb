"""The page of one form, for rooms whose form needs no page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ostoja.ui.forms.base import Form


def status_of(form: Form) -> int:
    """422 for a form that is shown again because something in it cannot be taken."""
    return 422 if form.is_bound and form.errors else 200


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    back: tuple[str, str],
    template: str = "ui/form_page.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form; ``back`` is an address and what it is called (empty: “Back”).

    ``more`` may hold ``rows`` of a summary list above the form, and the words of the ``button``.
    """
    context = {"form": form, "title": title, "back_url": back[0], "back_text": back[1], **more}
    return render(request, template, context, status=status_of(form))
