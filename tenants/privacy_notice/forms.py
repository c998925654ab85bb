"""Forms of the notice: who the controller is, and one part."""

from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import Form, VersionedForm
from tenants.privacy_notice.controller import Controller
from tenants.privacy_notice.models import PrivacyNotice
from tenants.translated_forms import Now, Text, TranslatedForm


class PartForm(TranslatedForm):
    """One part in all languages, in full and easy to read."""

    mark_optional = False

    layout = (
        (_("In full"), ("text",)),
        (_("Easy to read"), ("easy",)),
    )
    texts: ClassVar = {
        "text": Text(
            _("Text in full"),
            max_length=6000,
            rows=10,
            measured="plain",
            hint=_("Each line is a paragraph; lines that begin with “- ” are a list."),
        ),
        "easy": Text(
            _("Text that is easy to read"),
            max_length=3000,
            rows=8,
            measured="easy",
            hint=_("One sentence a line, one idea a sentence. Short words, no abbreviations."),
        ),
    }


class ControllerFields(Form):
    """Who decides about the data."""

    name = forms.CharField(label=_("Name of the controller"), max_length=200)
    street = forms.CharField(label=_("Street and number"), max_length=100)
    postal_code = forms.CharField(
        label=_("Postal code"),
        max_length=10,
        validators=[RegexValidator(r"^\d\d-\d{3}$", _("Write the code like this: 80-432."))],
    )
    town = forms.CharField(label=_("Town"), max_length=100)
    email = forms.EmailField(label=_("E-mail address of the body"), required=False)
    phone = forms.CharField(
        label=_("Telephone number of the body"),
        max_length=30,
        required=False,
        validators=[
            RegexValidator(
                r"^\+?\(?\d([\s().–-]*\d){8,14}$",
                _("Write the number with all its digits, like this: 58 000 00 00."),
            )
        ],
    )
    dpo_email = forms.EmailField(
        label=_("E-mail address of the data protection officer"),
        help_text=_("Without it people are told to write to the body itself."),
        required=False,
    )


class ControllerForm(ControllerFields, VersionedForm):
    """The same, of a city that is there."""

    mark_optional = False

    def __init__(
        self, *args: Any, notice: PrivacyNotice, controller: Controller, **kwargs: Any
    ) -> None:
        initial = {**asdict(controller), "version": notice.version}
        super().__init__(*args, **{"initial": initial, **kwargs})

    def controller(self) -> Controller:
        """What the action takes."""
        return Controller.read(self.cleaned_data)

    def differences(self, current: Controller) -> list[Now]:
        """What is saved otherwise than typed; empty when the same form came twice."""
        saved, typed = asdict(current), asdict(self.controller())
        return [
            Now(str(self[name].label), saved[name] or "–")
            for name in saved
            if saved[name] != typed[name]
        ]
