"""Signing in: the page, and its second step."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import ngettext

from ostoja.accounts import passkeys, second_factor
from ostoja.accounts.forms.sign_in import CodeForm
from ostoja.accounts.ways_in import ways_in


class SignInView(LoginView):  # type: ignore[misc]
    """allauth's page for e-mail and password, with the city's other ways beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "ways_in": ways_in()}


class SecondStepView(AuthenticateView):  # type: ignore[misc]
    """allauth's page for codes; what is no code is no valid form. A passkey has its own page."""

    def _build_forms(self) -> CodeForm | None:
        is_sent = self.request.method == "POST"
        data = self.request.POST if is_sent else None
        self.webauthn_form = None
        self.auth_form = CodeForm(user=self.stage.login.user, data=data)
        return self.auth_form if is_sent else None

    def form_valid(self, form: CodeForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if form.authenticator.type == second_factor.RECOVERY:
            self._say_how_many_are_left()
        return response

    def _say_how_many_are_left(self) -> None:
        left = second_factor.recovery_codes_left(self.stage.login.user)
        words = ngettext(
            "You used a recovery code. %(left)d is left. Make new ones in time: Your account.",
            "You used a recovery code. %(left)d are left. Make new ones in time: Your account.",
            left,
        )
        messages.warning(self.request, words % {"left": left})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["has_app"] = second_factor.has_app(user)
        if passkeys.passkeys_of(user).exists():
            context["options"] = passkeys.request_options(self.request, user)
        return context


sign_in = SignInView.as_view()
second_step = SecondStepView.as_view()
