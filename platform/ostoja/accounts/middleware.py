"""Nobody works with a password alone: without a second factor a session reaches nothing."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ostoja.accounts.models import User
from ostoja.accounts.second_factor import has_passed, has_second_factor

# All that a person may open between the password and the second factor.
OPEN_PAGES = frozenset({"mfa_activate_totp", "passkey_add", "account_logout"})
STAFF_PAGE = re.compile(r"/[a-z]{2}/staff(/|$)")


class SecondFactorMiddleware:
    """Staff pages lead to setting up the second factor; elsewhere the person counts as nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Called once the address is known and before its view."""
        match = request.resolver_match
        if (
            match is not None
            and match.url_name in OPEN_PAGES
            and _may_stay(request, match.url_name)
        ):
            return None
        if STAFF_PAGE.match(request.path):
            return self._staff_page(request)
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _whoever_passed(request, signed_in))  # type: ignore[assignment]
        return None

    def _staff_page(self, request: HttpRequest) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or has_passed(request, user):
            return None
        if not has_second_factor(user):
            return redirect(_first_page(request))
        return sign_in_again(request)


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For a session of the password alone, since which the second factor was set up elsewhere."""
    logout(request)
    messages.info(request, _("Sign in again, with your second factor."))
    return redirect("account_login")


def _first_page(request: HttpRequest) -> str:
    """Operators reach every city, so they are offered first what cannot be phished."""
    return "passkey_add" if getattr(request, "city", None) is None else "mfa_activate_totp"


def _may_stay(request: HttpRequest, page: str | None) -> bool:
    """Whether the session may use this open page.

    One that was opened with the password alone may set up a first second factor, but not
    replace one that the owner has set up in the meantime.
    """
    user = request.user
    if page == "account_logout" or not isinstance(user, User):
        return True
    return has_passed(request, user) or not has_second_factor(user)


def _whoever_passed(request: HttpRequest, user: User | AnonymousUser) -> User | AnonymousUser:
    """Away from pages for staff a visitor is nobody: what they may see is there alone."""
    passed = isinstance(user, User) and not user.is_visitor and has_passed(request, user)
    return user if passed else AnonymousUser()
