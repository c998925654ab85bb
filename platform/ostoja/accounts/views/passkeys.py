"""A person's own passkeys, and signing in with one."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ostoja.access.door import StaffRequest, staff_only
from ostoja.accounts import actions, passkeys, second_factor
from ostoja.accounts.actions.passkeys import LastFactor, TooManyPasskeys
from ostoja.accounts.actions.sign_in import AlreadySetUp
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.browsers import described
from ostoja.accounts.forms.passkeys import REFUSED, NameForm, NewPasskeyForm, ProofForm
from ostoja.accounts.middleware import sign_in_again
from ostoja.accounts.models import User
from ostoja.accounts.passkeys import LONGEST_NAME, PASSKEY, PasskeyRefused


@never_cache
@require_http_methods(["GET", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey alone or, after the password, with it as the second factor."""
    if isinstance(request.user, User):
        return redirect("staff_home")
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    user = stage.login.user if stage else None
    form = ProofForm(request.POST or None, request=request, user=user)
    if request.method == "POST" and form.is_valid():
        if may_sign_in(form.proven.user):
            return _let_in(request, form.proven, stage)
        form.add_error(None, _("This account is switched off. Ask your city's administrator."))
    context = {
        "form": form,
        "is_second_step": user is not None,
        "next": get_next_redirect_url(request) or "",
    }
    return _asked(request, user, context)


def _asked(request: HttpRequest, user: User | None, context: dict[str, object]) -> HttpResponse:
    """The page with a new challenge; a stranger's own browser keeps it."""
    page = "accounts/passkey_sign_in.html"
    if user is not None:
        return render(request, page, context | {"options": passkeys.request_options(request, user)})
    options, challenge = passkeys.strangers_options(request)
    answer = render(request, page, context | {"options": options})
    passkeys.BEGUN.keep(answer, challenge)
    return answer


def _let_in(
    request: HttpRequest, passkey: Authenticator, stage: AuthenticateStage | None
) -> HttpResponseBase:
    """A passkey was unlocked by a finger, a face or a PIN: it is two factors in one."""
    is_alone = stage is None
    second_factor.note_passed(
        request, passkey.user, type=PASSKEY.value, passwordless=is_alone or None
    )
    login = Login(user=passkey.user, redirect_url=get_next_redirect_url(request))
    answer: HttpResponseBase = stage.exit() if stage else perform_login(request, login)
    passkeys.BEGUN.forget(answer)
    return answer


class PasskeyConfirmView(BaseReauthenticateView):  # type: ignore[misc]
    """A passkey once more, before something important."""

    form_class = ProofForm
    template_name = "accounts/passkey_confirm.html"

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs: dict[str, object] = super().get_form_kwargs()
        return {**kwargs, "request": self.request, "user": self.request.user}

    def form_valid(self, form: ProofForm) -> HttpResponse:
        second_factor.note_passed(
            self.request, form.proven.user, type=PASSKEY.value, reauthenticated=True
        )
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        context["options"] = passkeys.request_options(self.request, self.request.user)
        return context


passkey_confirm = login_required(PasskeyConfirmView.as_view())


@staff_only
def own_passkeys(request: StaffRequest) -> HttpResponseBase:
    """The person's passkeys."""
    found = list(passkeys.passkeys_of(request.user))
    context = {
        "passkeys": found,
        "may_add": len(found) < passkeys.MOST,
        "may_remove": len(found) > 1 or second_factor.has_app(request.user),
    }
    return render(request, "accounts/passkeys.html", context)


@staff_only
def passkey_add(request: StaffRequest) -> HttpResponseBase:
    """Add a passkey; it may be the first second factor."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    browser = described(request.headers.get("User-Agent", ""))[:LONGEST_NAME]
    form = NewPasskeyForm(request.POST or None, request=request, default_name=browser)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, form)
        except AlreadySetUp:
            return sign_in_again(request)
        except PasskeyRefused:
            form.add_error(None, REFUSED)
        except TooManyPasskeys:
            form.add_error(None, _("You have as many passkeys as you can. Remove one first."))
    return render(request, "accounts/passkey_add.html", _add_context(request, form))


def _keep(request: StaffRequest, form: NewPasskeyForm) -> HttpResponse:
    user = request.user
    _row, has_new_codes = actions.add_passkey(
        user=user,
        passkey=form.made,
        name=form.cleaned_data["name"],
        may_add=second_factor.has_passed(request, user),
        by=user,
    )
    second_factor.note_passed(request, user, type=PASSKEY.value)
    messages.success(request, _("The passkey was added."))
    return redirect("mfa_view_recovery_codes" if has_new_codes else "own_passkeys")


def _add_context(request: StaffRequest, form: NewPasskeyForm) -> dict[str, object]:
    is_first = not second_factor.has_second_factor(request.user)
    nowhere: dict[str, object] = {"navigation": [], "account_navigation": [], "banners": []}
    return {
        **(nowhere if is_first else {}),
        "form": form,
        "options": passkeys.creation_options(request, request.user),
        "is_first": is_first,
    }


@staff_only
def passkey_rename(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Give one of one's passkeys another name."""
    passkey = _own(request, pk)
    form = NameForm(request.POST or None, initial={"name": passkey.data["name"]})
    if request.method == "POST" and form.is_valid():
        actions.rename_passkey(passkey=passkey, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The passkey has a new name."))
        return redirect("own_passkeys")
    context = {"form": form, "name": passkey.data["name"]}
    return render(request, "accounts/passkey_rename.html", context)


@staff_only
def passkey_remove(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Remove one of one's passkeys."""
    passkey = _own(request, pk)
    raise_if_reauthentication_required(request, app="allauth.mfa")
    if request.method == "POST":
        try:
            actions.remove_passkey(passkey=passkey, user=request.user, by=request.user)
        except LastFactor:
            messages.error(
                request,
                _(
                    "This is your only second factor. Add another passkey or an authenticator app"
                    " first."
                ),
            )
        else:
            messages.success(request, _("The passkey was removed."))
        return redirect("own_passkeys")
    context = {"name": passkey.data["name"]}
    return render(request, "accounts/passkey_remove.html", context)


def _own(request: StaffRequest, pk: int) -> Authenticator:
    """Somebody else's passkey does not exist."""
    found = passkeys.passkeys_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
