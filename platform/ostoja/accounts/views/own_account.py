"""A person's own account: details, second factor, sessions."""

import base64

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts import actions, second_factor, selectors
from ostoja.accounts.actions.sign_in import AlreadySetUp
from ostoja.accounts.browsers import described
from ostoja.accounts.forms.people import OwnDetailsForm
from ostoja.accounts.forms.sign_in import SecondFactorForm
from ostoja.accounts.middleware import sign_in_again
from ostoja.accounts.models import User
from ostoja.accounts.passkeys import passkeys_of
from ostoja.ui.languages import native_name
from ostoja.ui.navigation import KEYS, main_links


@staff_only
def own_account(request: StaffRequest) -> HttpResponseBase:
    """Everything about oneself on one page."""
    user = request.user
    context = {
        "language": native_name(user.language),
        "roles": selectors.roles_held(user, selectors.organisation_names())
        if _in_city(request)
        else [],
        "sessions": selectors.sessions_of(user),
        "has_app": second_factor.has_app(user),
        "passkey_count": passkeys_of(user).count(),
        "codes_left": (left := second_factor.recovery_codes_left(user)),
        "has_few_codes": left <= second_factor.FEW_CODES,
    }
    return render(request, "accounts/own_account.html", context)


@staff_only
def own_details(request: StaffRequest) -> HttpResponseBase:
    """Change one's own name and language."""
    user = request.user
    known = {"full_name": user.full_name, "language": user.language}
    form = OwnDetailsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_own_details(user=user, by=user, **form.cleaned_data)
        messages.success(request, _("Your details were changed."))
        with translation.override(user.language):
            return redirect("own_account")
    return render(request, "accounts/own_details.html", {"form": form})


@staff_only
def second_factor_set_up(request: StaffRequest) -> HttpResponseBase:
    """Set up the authenticator app for the first time, or move it to another telephone."""
    user = request.user
    raise_if_reauthentication_required(request, app="allauth.mfa")
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep_second_factor(request, user, form)
        except AlreadySetUp:
            return sign_in_again(request)
    return render(request, "accounts/second_factor.html", _set_up_context(user, form))


def _keep_second_factor(request: HttpRequest, user: User, form: SecondFactorForm) -> HttpResponse:
    has_new_codes = actions.set_up_second_factor(
        user=user,
        secret=form.secret,
        may_replace=second_factor.has_passed(request, user),
        by=user,
    )
    second_factor.note_passed(request, user)
    clear_totp_secret(request)
    messages.success(request, _("The authenticator app is set up."))
    return redirect("mfa_view_recovery_codes" if has_new_codes else "own_account")


def _set_up_context(user: User, form: SecondFactorForm) -> dict[str, object]:
    adapter = get_adapter()
    url = adapter.build_totp_url(user, form.secret)
    picture = base64.b64encode(adapter.build_totp_svg(url).encode()).decode()
    is_first = not second_factor.has_second_factor(user)
    nowhere: dict[str, object] = {"navigation": [], "account_navigation": [], "bell": None}
    nowhere["banners"] = []
    is_moved = second_factor.has_app(user)
    return {
        **(nowhere if is_first else {}),
        "form": form,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
        "app_url": url,
        "is_first": is_first,
        "is_moved": is_moved,
    }


@staff_only
def recovery_codes(request: StaffRequest) -> HttpResponseBase:
    """The recovery codes, shown once: who sees them later can only make new ones."""
    user = request.user
    raise_if_reauthentication_required(request, app="allauth.mfa")
    context = {"codes": second_factor.recovery_codes_once(user)}
    if not context["codes"]:
        return redirect("mfa_generate_recovery_codes")
    return render(request, "accounts/recovery_codes.html", context)


@staff_only
def recovery_codes_new(request: StaffRequest) -> HttpResponseBase:
    """Replace the recovery codes."""
    user = request.user
    raise_if_reauthentication_required(request, app="allauth.mfa")
    if request.method == "POST":
        actions.make_recovery_codes(user=user, by=user)
        return redirect("mfa_view_recovery_codes")
    left = second_factor.recovery_codes_left(user)
    return render(request, "accounts/recovery_codes_new.html", {"left": left})


@staff_only
def sessions(request: StaffRequest) -> HttpResponseBase:
    """Where one is signed in."""
    found = [(one, described(one.user_agent)) for one in selectors.sessions_of(request.user)]
    return render(request, "accounts/sessions.html", {"sessions": found})


@staff_only
@require_POST
def session_end(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Sign out in one other browser."""
    user = request.user
    session = selectors.session_of(user, pk)
    if session is None:
        raise Http404
    actions.end_session(session=session, by=user)
    messages.success(request, _("You were signed out there."))
    return redirect("usersessions_list")


@staff_only
@require_POST
def sessions_end(request: StaffRequest) -> HttpResponseBase:
    """Sign out everywhere but here."""
    user = request.user
    actions.end_sessions(user=user, besides=request.session.session_key, by=user)
    messages.success(request, _("You are signed in only here now."))
    return redirect("usersessions_list")


@staff_only
def shortcuts(request: StaffRequest) -> HttpResponseBase:
    """The keys that there are for this person; they can be switched off and on."""
    user = request.user
    if request.method == "POST":
        are_on = request.POST.get("shortcuts") == "on"
        actions.switch_shortcuts(user=user, are_on=are_on, by=user)
        said = _("Keyboard shortcuts are on.") if are_on else _("Keyboard shortcuts are off.")
        messages.success(request, said)
        return redirect("shortcuts")
    context = {"going": [link for link in main_links(request) if link.key], "keys": KEYS}
    return render(request, "accounts/shortcuts.html", context)


def _in_city(request: HttpRequest) -> bool:
    """Operators have no organisations: the tables of partners are in cities only."""
    return getattr(request, "city", None) is not None
