"""What a form says when an answer cannot be taken, in place of Django's own words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ostoja.ui.numbers import Grouped


class _WithNumbers:
    """A message whose numbers are grouped as the counter beside the field groups them."""

    def __init__(self, message: Any) -> None:
        self._message = message

    def __mod__(self, values: Mapping[str, Any]) -> str:
        shown = {name: _grouped(value) for name, value in values.items()}
        return str(self._message % shown)

    def __str__(self) -> str:
        return str(self._message)


def _grouped(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number_format(value.normalize())  # 0.01 is 0,01 on a Polish page
    return Grouped(value) if type(value) is int else value


TOO_LONG = _WithNumbers(
    ngettext_lazy(
        "Write at most %(limit_value)s character. You have written %(show_value)s.",
        "Write at most %(limit_value)s characters. You have written %(show_value)s.",
        "limit_value",
    )
)
TOO_SHORT = _WithNumbers(
    ngettext_lazy(
        "Write at least %(limit_value)s character.",
        "Write at least %(limit_value)s characters.",
        "limit_value",
    )
)
NOT_ON_THE_LIST = _("Choose an answer from the list.")
WHOLE_NUMBER = _("Write a whole number in digits, for example 12.")
NUMBER = _("Write a number in digits, for example 12.")

# By field class; a subclass has what its parents have.
PLAIN: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {
        "min_length": TOO_SHORT,
        "max_length": TOO_LONG,
        "max_value": _WithNumbers(_("Write a number that is not greater than %(limit_value)s.")),
        "min_value": _WithNumbers(_("Write a number that is not less than %(limit_value)s.")),
    },
    forms.IntegerField: {"invalid": WHOLE_NUMBER},
    forms.DecimalField: {"invalid": NUMBER},
    forms.FloatField: {"invalid": NUMBER},
    forms.EmailField: {
        "invalid": _("Write the whole e-mail address, for example name@example.com.")
    },
    forms.URLField: {"invalid": _("Write the whole address, for example https://example.com.")},
    forms.DateField: {"invalid": _("Write a date that exists, for example 31 3 2026.")},
    forms.TimeField: {"invalid": _("Write a time, for example 14:30.")},
    forms.UUIDField: {"invalid": NOT_ON_THE_LIST},
    forms.ChoiceField: {"invalid_choice": NOT_ON_THE_LIST},
    forms.MultipleChoiceField: {"invalid_list": NOT_ON_THE_LIST},
    forms.ModelChoiceField: {"invalid_choice": NOT_ON_THE_LIST},
    forms.ModelMultipleChoiceField: {
        "invalid_list": NOT_ON_THE_LIST,
        "invalid_pk_value": NOT_ON_THE_LIST,
    },
    forms.FileField: {
        "invalid": _("The file did not arrive. Choose it again."),
        "missing": _("The file did not arrive. Choose it again."),
        "empty": _("The file is empty. Choose another one."),
        "max_length": _("The name of the file is too long. Shorten it and try again."),
    },
}

# What Django says of a choice that can be no row's key, past the field's own messages.
NO_KEY = (
    models.UUIDField.default_error_messages["invalid"],
    ProhibitNullCharactersValidator.message,
)


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give the field plain messages; those that its author wrote stay."""
    defaults = _defaults(type(field))
    plain = {**_plain(type(field)), "required": _required(field, label)}
    for code, message in plain.items():
        if field.error_messages.get(code) is defaults.get(code):
            field.error_messages[code] = message


def in_plain_words(field: forms.Field | None, error: Any) -> Any:
    """The error, or ours where a list of choices was sent something that is no key at all."""
    said = getattr(error, "message", None)
    if isinstance(field, forms.ChoiceField) and any(said is words for words in NO_KEY):
        return ValidationError(NOT_ON_THE_LIST, code="invalid_choice")
    return error


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        words = gettext("Tick “%(label)s” to go on")
    elif isinstance(field, forms.FileField):
        words = gettext("Choose a file: “%(label)s”")
    elif isinstance(field, forms.ChoiceField):
        words = gettext("Choose an answer: “%(label)s”")
    else:
        words = gettext("Fill in “%(label)s”")
    return words % {"label": label}


def _plain(field_class: type[forms.Field]) -> dict[str, Any]:
    return {code: text for part in _parts(field_class, PLAIN) for code, text in part.items()}


def _defaults(field_class: type[forms.Field]) -> dict[str, Any]:
    """Messages that come from Django itself rather than from the form's author."""
    return {
        code: text
        for ancestor in reversed(field_class.__mro__)
        if ancestor.__module__.startswith("django.")
        for code, text in getattr(ancestor, "default_error_messages", {}).items()
    }


def _parts(
    field_class: type[forms.Field], table: Mapping[type[forms.Field], Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    return (table[ancestor] for ancestor in reversed(field_class.__mro__) if ancestor in table)
