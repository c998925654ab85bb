"""The statement as residents read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accessibility.statement import selectors


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The whole statement, or plain words and whom to ask: never a half one."""
    edition = selectors.edition_in(get_language() or "pl")
    if edition is None:
        known = selectors.edition() or selectors.statement()
        return render(request, "statement/not_published.html", {"statement": known})
    context = {"statement": edition, "address": request.build_absolute_uri("/")}
    return render(request, "statement/public.html", context)
