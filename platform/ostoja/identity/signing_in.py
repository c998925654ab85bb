"""Signing in with the provider: there, and back with proof."""

import hmac
from typing import Any, Final

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ostoja.accounts import second_factor
from ostoja.accounts.begun import Begun
from ostoja.accounts.models import User
from ostoja.identity import actions, openid, selectors
from ostoja.identity.actions import Refused
from ostoja.identity.fetching import Unreachable
from ostoja.identity.models import IdentityProvider
from ostoja.identity.openid import Attempt, Claims, Distrusted
from ostoja.identity.views import redirect_uri

BEGUN = Begun("provider")
LONGEST_WAY = 1000  # characters of where one wanted to go, which a cookie holds
METHOD = "provider"

REFUSALS: Final[dict[str, tuple[int, Promise | str]]] = {
    "again": (409, _("Your account was just made in another window. Sign in once more.")),
    "bound_to_another": (
        403,
        _(
            "The provider knows you under a new name, and your account here is bound to the"
            " earlier one. Ask your city's administrator to release it."
        ),
    ),
    "cancelled": (403, _("You did not finish signing in at the provider.")),
    "distrusted": (
        403,
        _("The provider's answer could not be checked, so nobody was signed in. Try again."),
    ),
    "domain": (403, _("The provider may not vouch for addresses like yours here.")),
    "expired": (
        400,
        _("This sign-in has run out, or was begun in another browser or city. Begin again."),
    ),
    "switched_off": (
        403,
        _("This account is switched off. Ask your city's administrator."),
    ),
    "unknown": (
        403,
        _(
            "The provider knows you, but nobody has invited you to work here. Ask your city's"
            " administrator for an invitation to the same e-mail address."
        ),
    ),
    "unreachable": (
        502,
        _("The provider does not answer now. Try again later, or sign in in another way."),
    ),
    "unverified": (
        403,
        _("The provider did not confirm your e-mail address, so it is not known who you are here."),
    ),
}


@never_cache
@require_GET
def identity_start(request: HttpRequest) -> HttpResponseBase:
    """To the provider's page, with what must come back kept in this browser."""
    provider = _provider()
    if isinstance(request.user, User):
        return redirect("staff_home")
    attempt, language = Attempt.new(), translation.get_language() or settings.LANGUAGE_CODE
    try:
        there = openid.way_there(provider, attempt, redirect_uri(request), language)
    except Unreachable:
        return _refusal(request, "unreachable")
    answer = redirect(there)
    kept = {"state": attempt.state, "nonce": attempt.nonce, "verifier": attempt.verifier}
    kept |= {"issuer": provider.issuer, "language": language}
    wanted = get_next_redirect_url(request) or ""
    BEGUN.keep(answer, kept | {"next": wanted if len(wanted) <= LONGEST_WAY else ""})
    return answer


@never_cache
@require_GET
def identity_return(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider. Each attempt ends here, whatever came of it: the browser forgets it,
    and the provider takes its code once.
    """
    kept = BEGUN.read(request)
    answer = _refusal(request, "expired") if kept is None else _answer(request, kept)
    BEGUN.forget(answer)
    return answer


def _answer(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    with translation.override(kept["language"]):
        try:
            return _signed_in(request, _provider(), kept)
        except Refused as error:
            return _refusal(request, error.reason)
        except Distrusted:
            return _refusal(request, "distrusted")
        except Unreachable:
            return _refusal(request, "unreachable")


def _signed_in(
    request: HttpRequest, provider: IdentityProvider, kept: dict[str, Any]
) -> HttpResponse:
    claims = _claims(request, provider, kept)
    is_enough = selectors.stands_in(claims, provider)
    user = actions.person_of(claims=claims, provider=provider)
    record_authentication(request, user, METHOD)
    if is_enough:
        second_factor.note_passed(request, user, type=second_factor.PROVIDER)
    response: HttpResponse = perform_login(
        request, Login(user=user, redirect_url=kept["next"] or None)
    )
    return response


def _claims(request: HttpRequest, provider: IdentityProvider, kept: dict[str, Any]) -> Claims:
    """What the provider proved of whoever comes back. Raises what the page has words for."""
    sent = request.GET
    state, answered_by = sent.get("state", ""), sent.get("iss", provider.issuer)
    is_ours = hmac.compare_digest(state.encode(errors="replace"), kept["state"].encode())
    if not (is_ours and kept["issuer"] == provider.issuer):
        raise Refused("expired")
    if answered_by != provider.issuer:
        raise Distrusted("another provider")
    if "error" in sent or not sent.get("code"):
        raise Refused("cancelled")
    attempt = Attempt(kept["state"], kept["nonce"], kept["verifier"])
    return openid.claims_for(provider, sent["code"], attempt, redirect_uri(request))


def _provider() -> IdentityProvider:
    found = selectors.provider_in_use()
    if found is None:
        raise Http404
    return found


def _refusal(request: HttpRequest, reason: str) -> HttpResponse:
    status, words = REFUSALS[reason]
    return render(request, "identity/refused.html", {"words": words}, status=status)
