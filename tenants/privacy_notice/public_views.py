"""The notice as residents read it: in full, and easy to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenants.privacy_notice import selectors


@require_safe
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """The notice in full."""
    return _page(request, "privacy_notice/full.html")


@require_safe
def privacy_notice_easy(request: HttpRequest) -> HttpResponse:
    """The notice in short sentences, one idea each, with pictures."""
    return _page(request, "privacy_notice/easy.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    notice = selectors.notice()
    context = {
        "notice": notice,
        "controller": selectors.controller(),
        "parts": selectors.parts(notice),
    }
    return render(request, template, context)
