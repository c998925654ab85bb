"""Form fields for what tells who a person is: a telephone number and a PESEL, always optional."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, InvalidComponent
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.pl import pesel

from ostoja.privacy.search.numbers import bare, phone_number, shown_phone

NOT_A_PHONE = _(
    "Write the whole number, for example 58 000 00 00 or 600 000 000. Begin a foreign one with + "
    "and the country, for example +380 44 000 00 00."
)
NOT_DIGITS = _("A PESEL holds digits only. Leave the field empty if you do not know it.")
WRONG_LENGTH = _("A PESEL has 11 digits, and you have written %(number)s.")
WRONG_CHECK = _(
    "One of the digits of this PESEL is wrong: the last one does not fit the others. Compare it "
    "with the document, or leave the field empty."
)
WRONG_DATE = _(
    "This PESEL begins with a date that does not exist. Compare it with the document, or leave "
    "the field empty."
)


class _Identifier(forms.CharField):
    """Kept in one form, whatever spaces and hyphens were typed."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares the numbers, not the way they were typed."""
        try:
            return bool(self.clean(data) != (initial or ""))
        except ValidationError:
            return True


class PhoneField(_Identifier):
    """A telephone number; kept as E.164."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}
        super().__init__(max_length=40, required=False, widget=forms.TextInput(attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        """A kept number in groups."""
        return shown_phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The number as E.164, or nothing."""
        typed = super().clean(value)
        number = phone_number(typed) if typed else ""
        if number is None:
            raise ValidationError(NOT_A_PHONE, code="phone")
        return number


class PeselField(_Identifier):
    """A PESEL with a right date and check digit; kept as eleven digits."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}
        super().__init__(max_length=40, required=False, widget=forms.TextInput(attrs), **options)

    def clean(self, value: Any) -> str:
        """The eleven digits, or nothing."""
        typed = bare(super().clean(value))
        if not typed:
            return ""
        try:
            return str(pesel.validate(typed))
        except WrongNumber as wrong:
            raise ValidationError(_what_is_wrong(typed, wrong), code="pesel") from None


def _what_is_wrong(typed: str, wrong: WrongNumber) -> Any:
    if isinstance(wrong, InvalidChecksum):
        return WRONG_CHECK
    if isinstance(wrong, InvalidComponent):
        return WRONG_DATE
    if not (typed.isascii() and typed.isdigit()):
        return NOT_DIGITS
    return WRONG_LENGTH % {"number": len(typed)}
