"""The form of a city's identity provider."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.identity.actions import Settings
from ostoja.identity.fetching import is_allowed
from ostoja.identity.models import IdentityProvider
from ostoja.ui.forms import VersionedForm

DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
MOST_DOMAINS = 50
# Sent again after confirming: a secret was typed before, and was not kept meanwhile.
LEFT_OUT = "left_out"


class ProviderForm(VersionedForm):
    """Everything the provider's own administrator gives, and what the city decides."""

    name = forms.CharField(
        label=gettext_lazy("Name on the button"),
        max_length=60,
        help_text=gettext_lazy("For example: the city's account."),
    )
    issuer = forms.CharField(
        label=gettext_lazy("Address of the provider (issuer)"),
        max_length=255,
        help_text=gettext_lazy(
            "As the provider writes it, for example https://login.city.example/realms/staff"
        ),
        widget=forms.TextInput({"inputmode": "url", "spellcheck": "false"}),
    )
    client_id = forms.CharField(
        label=gettext_lazy("Client ID"),
        max_length=255,
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
    )
    client_secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    email_domains = forms.CharField(
        label=gettext_lazy("E-mail domains"),
        max_length=2_000,
        help_text=gettext_lazy(
            "Whose addresses the provider may vouch for, with spaces between them: city.example"
            " mopr.city.example"
        ),
        widget=forms.TextInput({"spellcheck": "false"}),
    )
    trusts_second_factor = forms.BooleanField(
        label=gettext_lazy("Trust the provider's second factor"),
        help_text=gettext_lazy(
            "Only for people who have no second factor in Ostoja: they come in when the provider"
            " says that it asked for one. Not the first time, and not with accounts that were bound"
            " before this or the provider's address was last changed. Whoever has their own is"
            " always asked for it."
        ),
        required=False,
    )
    is_enabled = forms.BooleanField(
        label=gettext_lazy("People may sign in with it"),
        help_text=gettext_lazy("Test the connection first. Passwords and passkeys still work."),
        required=False,
    )
    mark_optional = False

    def __init__(self, data: QueryDict | None = None, *, kept: IdentityProvider | None) -> None:
        super().__init__(data, initial=_initial(kept))
        self.kept = kept
        if kept is not None:
            self.fields["client_secret"].help_text = _(
                "One is kept, and is never shown. Leave this empty to keep it."
            )

    def clean_issuer(self) -> str:
        """An address that may be asked at all."""
        issuer: str = self.cleaned_data["issuer"]
        if not is_allowed(issuer) or "?" in issuer:
            raise forms.ValidationError(
                _("Write an address that begins with https://, without ? and #.")
            )
        return issuer

    def clean_email_domains(self) -> list[str]:
        """Small letters, each once."""
        words = re.split(r"[\s,;]+", self.cleaned_data["email_domains"].strip().lower())
        domains = list(dict.fromkeys(word.removeprefix("@") for word in words if word))
        wrong = [domain for domain in domains if not DOMAIN.fullmatch(domain)]
        if wrong or not domains or len(domains) > MOST_DOMAINS:
            raise forms.ValidationError(
                _("Write domains such as city.example, with spaces between them.")
            )
        return domains

    def clean(self) -> dict[str, Any]:
        """A secret goes to nobody but the provider for which it was written."""
        data = super().clean() or {}
        is_same = self.kept is not None and self.kept.issuer == data.get("issuer")
        may_stay = is_same and LEFT_OUT not in self.data
        if not (data.get("client_secret") or may_stay or "issuer" not in data):
            self.add_error(
                "client_secret", _("Write the secret that this provider gave for Ostoja.")
            )
        return data

    def settings(self) -> Settings:
        """What was written; after validation."""
        return Settings(**{name: self.cleaned_data[name] for name in Settings.__annotations__})


def _initial(kept: IdentityProvider | None) -> dict[str, Any]:
    if kept is None:
        return {"version": 0}
    names = ("name", "issuer", "client_id", "trusts_second_factor", "is_enabled", "version")
    known = {name: getattr(kept, name) for name in names}
    return {**known, "email_domains": " ".join(kept.email_domains)}
