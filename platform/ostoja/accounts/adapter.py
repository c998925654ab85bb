"""What allauth asks of us: who may sign in, how attempts are counted, where e-mail goes."""

import base64
from io import BytesIO
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from ostoja.accounts import lockout, seen_browsers
from ostoja.accounts.actions import sign_in as actions
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.browsers import known_words
from ostoja.accounts.models import User
from ostoja.accounts.on_sockets import ask_again
from ostoja.accounts.second_factor import has_second_factor
from ostoja.notifications.outbox import send_email
from ostoja.privacy.keys import decrypt, encrypt

MFA_SECRETS = "allauth.mfa"
NO_ADDRESS = "::"
WRONG_CODE = _("This code is not right, or it was already used. Write a new one.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in of staff. Accounts begin with an invitation, so nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Ask your city's administrator."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many wrong codes. Begin again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The person's own list of sessions shows it; some servers do not tell it."""
        return get_client_ip(request) or NO_ADDRESS

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Allauth would count in the cache; ``authenticate`` counts in the city's rows."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose e-mail and password these are, or None; raises ``LockedOut``."""
        attempt = lockout.begin(credentials["email"])
        user: User | None = super().authenticate(request, **credentials)
        if user is None or (user.is_active and not may_sign_in(user)):
            actions.note_failure(email=credentials["email"])
            return None
        attempt.delete()
        if not user.is_active:
            raise self.validation_error("account_inactive")
        return user

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Between the password and the code an account may have been switched off."""
        if not isinstance(user, User) or not may_sign_in(user):
            raise ImmediateHttpResponse(redirect("account_login"))
        request.is_first_sign_in = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        """Other pages of this person that are open hear no more of what is for staff."""
        person = request.user.pk
        super().logout(request)
        if person is not None:
            ask_again(person)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        lockout.forget(user.email)
        actions.note_sign_in(user=user, by=user, new_browser=_new_browser(request, user))
        seen_browsers.remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The person's home in their own language."""
        with translation.override(getattr(request.user, "language", "pl")):
            return reverse("staff_home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own_account")

    def set_password(self, user: User, password: str) -> None:
        """Also ends the person's other sessions and tells them; called for a reset too."""
        session = self.request.session if self.request.user == user else None
        actions.change_password(
            user=user,
            password=password,
            session_to_keep=session.session_key if session else None,
            by=user,
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever typed their password or code minutes ago need not type it again.

        Without a second factor there is nothing yet that a password would protect.
        """
        user = self.request.user
        if not has_second_factor(user):
            return False
        times = [record["at"] for record in get_authentication_records(self.request, user)]
        age = timezone.now().timestamp() - max(times, default=0)
        return bool(age > app_settings.REAUTHENTICATION_TIMEOUT)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox; one template holds subject and text."""
        city = getattr(self.request, "city", None)
        send_email(
            to=email,
            template=f"{template_prefix}.txt",
            context={**context, "city_name": city.name if city else ""},
            language=translation.get_language() or "pl",
        )


def _new_browser(request: HttpRequest, user: User) -> str | None:
    """The words for a browser that is new; None for a known one and at the first sign-in."""
    if getattr(request, "is_first_sign_in", False) or seen_browsers.has_seen(request, user):
        return None
    return known_words(request.headers.get("User-Agent", ""))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps lie in the database under the city's own key."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text.encode(), MFA_SECRETS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), MFA_SECRETS).decode()

    def get_totp_issuer(self) -> str:
        """Who works in two cities tells the two entries of the app apart by this."""
        city = getattr(self.request, "city", None)
        issuer: str = super().get_totp_issuer()
        return f"{issuer} {city.name}" if city else issuer

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=6, border=4, light="#fff")
        return picture.getvalue().decode()
