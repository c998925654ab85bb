"""The form of the city's mailbox."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.intake.actions.mail import MailboxFacts
from casework.intake.models import Mailbox
from ostoja.ui.forms import VersionedForm

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
PLAIN = ("is_on", "address", "host", "port", "username", "folder")


class MailboxForm(VersionedForm):
    """An empty password leaves the one that is kept."""

    is_on = forms.BooleanField(
        label=_("Read this mailbox"),
        help_text=_("Every e-mail in it becomes a conversation. Use one for this alone."),
        required=False,
    )
    address = forms.EmailField(label=_("Its e-mail address"), max_length=254)
    host = forms.CharField(
        label=_("Server (IMAP)"), help_text=_("For example: imap.gdansk.example"), max_length=253
    )
    port = forms.IntegerField(label=_("Port"), initial=993, min_value=1, max_value=65_535)
    username = forms.CharField(label=_("User name"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("It is kept encrypted and never shown. Leave it empty to keep the saved one."),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    folder = forms.CharField(label=_("Folder"), initial="INBOX", max_length=100)

    def __init__(self, *args: Any, mailbox: Mailbox | None = None, **kwargs: Any) -> None:
        first: dict[str, Any] = {"version": 0}
        if mailbox is not None:
            first = {name: getattr(mailbox, name) for name in (*PLAIN, "version")}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.has_password = bool(mailbox and mailbox.password)

    def clean_host(self) -> str:
        """A name or an address, nothing else."""
        host: str = self.cleaned_data["host"].strip()
        if not HOST.fullmatch(host):
            raise forms.ValidationError(gettext("Write the server's name alone."))
        return host

    def clean_password(self) -> str:
        """One is needed the first time."""
        password: str = self.cleaned_data["password"]
        if not password and not self.has_password:
            raise forms.ValidationError(gettext("Write the password of the mailbox."))
        return password

    def facts(self) -> MailboxFacts:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "is_on": given["is_on"],
            "address": given["address"],
            "host": given["host"],
            "port": given["port"],
            "username": given["username"],
            "password": given["password"],
            "folder": given["folder"],
        }
