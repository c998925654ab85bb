"""The page on staying safe: how to leave, what stays behind, and what is safer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ostoja.ui.city import facts_of


@require_safe
def staying_safe(request: HttpRequest) -> HttpResponse:
    """In words, since each browser and telephone looks different."""
    context = {"can_write": facts_of(request).has("contact")}
    return render(request, "intake/staying_safe.html", context)
