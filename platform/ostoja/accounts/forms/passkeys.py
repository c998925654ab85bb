"""Forms around passkeys: what the page's script sends, and the name a person gives."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ostoja.accounts import passkeys
from ostoja.accounts.models import User
from ostoja.accounts.passkeys import LONGEST_NAME, NewPasskey, PasskeyRefused
from ostoja.ui.forms import Form

LONGEST_ANSWER = 20_000  # characters; real ones have about a thousand
REFUSED = _("The passkey was not accepted. Try again, or choose another way.")
NAME = _("Name of the passkey")
NAME_HINT = _("So that you tell it from others later, for example: telephone, office computer.")


class AnswerForm(Form):
    """What the browser answered, as JSON. Whatever is wrong with it, the person hears the same."""

    answer = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def answered(self) -> dict[str, Any]:
        """The answer; raises ``ValidationError``."""
        text = self.cleaned_data.get("answer") or ""
        try:
            found = json.loads(text) if len(text) <= LONGEST_ANSWER else None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise forms.ValidationError(REFUSED, code="refused")
        return found


class ProofForm(AnswerForm):
    """A passkey that is there already, the given person's or anybody's."""

    proven: Authenticator

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> None:
        """Keeps which passkey it was."""
        super().clean()
        try:
            self.proven = passkeys.proven(self.request, self.answered(), self.user)
        except PasskeyRefused as error:
            raise forms.ValidationError(REFUSED, code="refused") from error


class NameForm(Form):
    """Another name for a passkey."""

    name = forms.CharField(label=NAME, help_text=NAME_HINT, max_length=LONGEST_NAME)


class NewPasskeyForm(NameForm, AnswerForm):
    """A new passkey. It is made before the form is sent, so a missing name must not lose it."""

    made: NewPasskey
    mark_optional = False
    field_order = ("name", "answer")

    def __init__(self, *args: Any, default_name: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": default_name}, **kwargs)
        self.fields["name"].required = False
        self.default_name = default_name

    def clean_name(self) -> str:
        """The name, or the browser's in words."""
        return str(self.cleaned_data["name"]).strip() or self.default_name

    def clean(self) -> None:
        """Keeps the passkey. With another error the challenge is not spent."""
        super().clean()
        if self.errors:
            return
        try:
            self.made = passkeys.made(self.request, self.answered())
        except PasskeyRefused as error:
            raise forms.ValidationError(REFUSED, code="refused") from error
