"""allauth's forms in our words: sign-in, passwords, codes."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import get_totp_secret, validate_totp_code
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ostoja.accounts import lockout, second_factor
from ostoja.accounts.actions.sign_in import note_failure, note_recovery_code
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, PlainWords

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
CODE = _("Code from the authenticator app")
RECOVERY_CODE = _("Recovery code")
CODE_HINT = _("6 digits. If you do not have your telephone, write one of your recovery codes.")
PASSWORD_HINT = _(
    "At least 12 characters. A few words that only you put together are easier to remember and"
    " harder to guess than a short password with signs."
)
LONGEST_PASSWORD = 256
WIDTH = {"class": "govuk-input--width-10"}


def worded(form: forms.BaseForm, name: str, label: Any, hint: Any = "", **attrs: str) -> None:
    """Our label and hint for a field of allauth's, without its placeholder."""
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def worded_new_password(form: forms.BaseForm) -> None:
    """One field for a new password: it can be shown, so it is not typed twice."""
    del form.fields["password2"]
    worded(form, "password1", NEW_PASSWORD, PASSWORD_HINT)
    form.fields["password1"].validators.append(
        forms.CharField(max_length=LONGEST_PASSWORD).validators[0]
    )


class LoginForm(PlainWords, allauth_forms.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "login", EMAIL, autocomplete="username", spellcheck="false")
        worded(self, "password", PASSWORD)


class PasswordReauthenticateForm(PlainWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "password", PASSWORD)


class ResetPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Where to send a code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "email", EMAIL, autocomplete="username", spellcheck="false")

    def clean_email(self) -> str:
        """Counted by the address typed, so that nobody's mailbox is flooded."""
        lockout.begin(self.cleaned_data["email"], lockout.PASSWORD_RESET)
        email: str = super().clean_email()
        return email


class ResetCodeForm(PlainWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the e-mail; after three wrong ones allauth begins again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "code", _("Code from the e-mail"), spellcheck="false", **WIDTH)


class NewPasswordForm(PlainWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after a reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded_new_password(self)


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "oldpassword", _("Present password"))
        worded_new_password(self)

    def clean_oldpassword(self) -> str:
        """Counted like a sign-in: an open screen must not become a way to guess."""
        attempt = lockout.begin(self.user.email)
        try:
            password: str = super().clean_oldpassword()
        except forms.ValidationError:
            note_failure(email=self.user.email)
            raise
        attempt.delete()
        return password


class CountedCode(PlainWords):
    """A code of the second factor; wrong ones count towards the lock-out of the address."""

    user: User
    authenticator: Authenticator
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_app = second_factor.has_app(self.user)
        words = (CODE, CODE_HINT) if has_app else (RECOVERY_CODE, "")
        worded(self, "code", *words, inputmode="numeric", spellcheck="false", **WIDTH)

    def clean_code(self) -> str:
        """The code; keeps which authenticator it came from."""
        code: str = self.cleaned_data["code"]
        attempt = lockout.begin(self.user.email)
        found = _authenticator_for(self.user, code)
        if found is None:
            note_failure(email=self.user.email)
            raise get_mfa_adapter().validation_error("incorrect_code")
        attempt.delete()
        found.user = self.user
        self.authenticator = found
        return code


@transaction.atomic
def _authenticator_for(user: User, code: str) -> Authenticator | None:
    """A recovery code is used up, recorded and told together."""
    found = second_factor.authenticator_for(user, code)
    if found is not None and found.type == second_factor.RECOVERY:
        note_recovery_code(user=user)
    return found


class CodeForm(CountedCode, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeReauthenticateForm(CountedCode, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something important."""


class SecondFactorForm(Form):
    """The first code of a newly set up authenticator app proves that it works."""

    code = forms.CharField(
        label=CODE,
        help_text=_("6 digits. They change every half minute."),
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                **WIDTH,
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The same secret until it is confirmed: loading the page again must not spoil the scan.
        self.secret: str = get_totp_secret()

    def clean_code(self) -> str:
        """The code the app shows now."""
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _(
                    "This is not the code that belongs to this picture. Check that your telephone's"
                    " clock is right and write the newest code."
                )
            )
        return code
