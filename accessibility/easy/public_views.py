"""The link between easy and ordinary texts: a plain one, so that it works without JavaScript."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ostoja.ui.display import keep, settings_of
from ostoja.ui.easy import switched

CHOICES = {"on": True, "off": False}


@require_safe
def switch(request: HttpRequest, choice: str) -> HttpResponse:
    """Keep the choice as the display settings do, and go back. It tells nobody who chose."""
    if choice not in CHOICES:
        raise Http404
    back = request.GET.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(back if back and is_ours else f"/{get_language()}/")
    keep(request, response, switched(settings_of(request), is_on=CHOICES[choice]))
    response["Cache-Control"] = "no-store"
    return response
