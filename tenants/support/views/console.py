"""The operators' page from which they enter a city that has let them in."""

from urllib.parse import urlencode

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts import second_factor
from tenants.console import selectors
from tenants.fence import entered
from tenants.models import City
from tenants.support import actions, operators


@staff_only
def operator_support(request: StaffRequest, slug: str) -> HttpResponseBase:
    """What the city allows; and, once it is asked for, the ticket with its button."""
    city = selectors.city_with(slug)
    allowed = operators.allowed_in(city)
    if request.method == "POST" and allowed.consent is not None:
        if not second_factor.has_just_passed(request, request.user):
            return _ask_who_one_is(request)
        try:
            with entered(slug):
                ticket = actions.ask_for_ticket(by=request.user)
        except actions.NotAllowed:
            return redirect("operator_support", slug)
        return _handed_over(request, city, ticket)
    return render(request, "support/console.html", {"shown": city, "allowed": allowed})


def _ask_who_one_is(request: StaffRequest) -> HttpResponseBase:
    """With the second factor, always: the password alone would do elsewhere."""
    has_app = second_factor.has_app(request.user)
    way = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
    query = urlencode({REDIRECT_FIELD_NAME: request.path})
    return redirect(f"{reverse(way)}?{query}")


def _handed_over(request: StaffRequest, city: City, ticket: str) -> HttpResponse:
    """The ticket goes in the body of a form to the city's host: no address ever holds it.

    The city believes a browser that names the console as where it comes from, and no more than
    that is told to it.
    """
    origin = operators.origin_of_city(city)
    address = origin + reverse("support_enter", urlconf=settings.ROOT_URLCONF)
    context = {"shown": city, "address": address, "ticket": ticket}
    response = render(request, "support/ticket.html", context)
    response[HEADER] = build_policy(replace={"form-action": [SELF, origin]})
    response["Referrer-Policy"] = "strict-origin"
    return response
