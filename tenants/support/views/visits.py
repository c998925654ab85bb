"""How an operator comes into the city from the console, and leaves it."""

from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts import second_factor
from ostoja.accounts.models import User
from tenants.addresses import origin_of
from tenants.hosts import bare_host, operator_host
from tenants.support import actions
from tenants.support.models import SupportVisit

PROVED = "operator"  # the second factor was shown on the console, a moment ago


# The browser comes from another host, so it has no token of this one. The ticket is the secret,
# and the browser itself says that a page of the console sent it: nobody else's page can.
@csrf_exempt
@sensitive_post_parameters("ticket")
@require_POST
def support_enter(request: HttpRequest) -> HttpResponseBase:
    """Use the ticket up, and be the visitor in this browser from now on."""
    try:
        if not _comes_from_the_console(request):
            raise actions.TicketRefused
        visit, person = actions.enter(ticket=request.POST.get("ticket", ""))
    except actions.TicketRefused:
        return render(request, "support/refused.html", status=403)
    _sign_in(request, visit, person)
    return redirect("staff_home")


def _comes_from_the_console(request: HttpRequest) -> bool:
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return origin.scheme == request.scheme and bare_host(origin.netloc) == operator_host()


def _sign_in(request: HttpRequest, visit: SupportVisit, person: User) -> None:
    """A session that ends with the consent; the database is asked at each request all the same."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    second_factor.note_passed(request, person, type=PROVED)
    left = visit.consent.until - timezone.now()
    request.session.set_expiry(max(1, int(left.total_seconds())))
    UserSession.objects.create_from_request(request)


@require_POST
@staff_only
def support_leave(request: StaffRequest) -> HttpResponseBase:
    """The visit is over; the console is a link away, since forms may lead to no other host."""
    visit: SupportVisit | None = getattr(request, "support_visit", None)
    if visit is None:
        raise Http404
    actions.leave(visit=visit, by=request.user)
    logout(request)
    return render(request, "support/left.html", {"console": f"{origin_of(operator_host())}/"})
