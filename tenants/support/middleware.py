"""An operator on a visit: asked at each request whether they may stay, what they may open, seen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ostoja.access.roles import SUPPORT
from ostoja.accounts.middleware import STAFF_PAGE
from ostoja.accounts.models import User
from ostoja.audit import origin
from tenants.support import actions, operators, selectors
from tenants.support.models import SupportVisit

# Whatever else asks for no permission of its own (own account, tokens, news) is absent for them.
OPEN_PAGES = frozenset({"staff_home", "support_leave", "account_logout"})
WAY_IN = "support_enter"  # a ticket is a new visit, whoever the browser was until then
READING = frozenset({"GET", "HEAD"})


class SupportMiddleware:
    """Stands behind the check of the second factor; does nothing for the city's own people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origin.kept():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        """Called once the address is known and before its view."""
        user = request.user if STAFF_PAGE.match(request.path) else None
        if not isinstance(user, User) or not user.is_visitor or _name_of(request) == WAY_IN:
            return None
        origin.note(origin.OPERATOR)  # so that the record says who this is
        visit = selectors.visit_of(user)
        if visit is None or not _may_stay(visit):
            return _out(request)
        request.support_visit = visit  # type: ignore[attr-defined]
        _note_page(request, view, visit, user)
        return None


def _may_stay(visit: SupportVisit) -> bool:
    if not visit.is_open:
        return False
    if operators.at_work(visit.operator_id) is None:
        actions.turn_out(visit=visit)
        return False
    return True


def _out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("Your access to this city as support has ended."))
    return redirect("account_login")


def _note_page(
    request: HttpRequest, view: Callable[..., Any], visit: SupportVisit, user: User
) -> None:
    """Raises ``Http404`` for what support may not open, as for what is not there."""
    name = _name_of(request)
    if name not in OPEN_PAGES and getattr(view, "required_permission", None) not in SUPPORT:
        raise Http404
    if request.method in READING:
        actions.note_page(visit=visit, path=request.path[len("/pl") :], by=user)
    elif name == "account_logout":
        actions.leave(visit=visit, by=user)


def _name_of(request: HttpRequest) -> str | None:
    return request.resolver_match.url_name if request.resolver_match else None
