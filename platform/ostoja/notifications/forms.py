"""Forms: for each kind of news how it comes, the quiet hours, and a telephone and its code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ostoja.notifications.actions import QuietHours
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices
from ostoja.notifications.selectors import Channels, Chosen
from ostoja.privacy.search.numbers import phone_number
from ostoja.ui.forms import BoundField, Form, TimeField, VersionedForm

IN_APP = _("Show in Ostoja")
BY_MAIL = _("By e-mail")
BY_TEXT = _("By text message")
BOTH_HOURS = _("Write both hours, or neither.")
SAME_HOURS = _("Quiet hours end at another hour than they begin.")
NO_MOBILE = _("Write a telephone number that receives text messages, for example 600 100 200.")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind with its fields; none where nobody can choose."""

    chosen: Chosen
    in_app: BoundField | None
    mail: BoundField | None
    text: BoundField | None


class ChoicesForm(VersionedForm):
    """The fields for each kind of which the person can choose; one for text messages where they
    have a telephone; and the quiet hours.
    """

    mark_optional = False
    quiet_from = TimeField(label=_("From what hour"), required=False)
    quiet_to = TimeField(label=_("Until what hour"), required=False)

    def __init__(
        self, *args: Any, chosen: Sequence[Chosen], choices: Choices, **kwargs: Any
    ) -> None:
        own = {name: getattr(choices, name) for name in ("version", "quiet_from", "quiet_to")}
        super().__init__(*args, **{"initial": own, **kwargs})
        self.chosen, self.phone = chosen, choices.phone
        for one in chosen:
            if one.can_choose:
                self._add(one)
            if choices.phone:
                self._add_text(one)

    def _add(self, one: Chosen) -> None:
        key, title = one.kind.key, one.kind.title
        self.fields[f"in_app-{key}"] = forms.BooleanField(
            label=f"{IN_APP}: {title}", required=False, initial=one.channels.in_app
        )
        self.fields[f"mail-{key}"] = forms.ChoiceField(
            label=f"{BY_MAIL}: {title}", choices=Mail.choices, initial=one.channels.mail.value
        )

    def _add_text(self, one: Chosen) -> None:
        self.fields[f"text-{one.kind.key}"] = forms.BooleanField(
            label=f"{BY_TEXT}: {one.kind.title}", required=False, initial=one.channels.text
        )

    def clean(self) -> dict[str, Any]:
        """Quiet hours begin and end."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if {"quiet_from", "quiet_to"} <= said.keys():
            begins, ends = said["quiet_from"], said["quiet_to"]
            if (begins is None) != (ends is None):
                self.add_error("quiet_from" if begins is None else "quiet_to", BOTH_HOURS)
            elif begins is not None and begins == ends:
                self.add_error("quiet_to", SAME_HOURS)
        return said

    def rows(self) -> Iterator[Row]:
        """The kinds in order, for the table."""
        for one in self.chosen:
            yield Row(one, *(self._field(name, one) for name in ("in_app", "mail", "text")))

    def _field(self, name: str, one: Chosen) -> Any:
        key = f"{name}-{one.kind.key}"
        return self[key] if key in self.fields else None

    def channels(self) -> dict[Kind, Channels]:
        """What was chosen; only for a valid form."""
        shown = [one for one in self.chosen if one.can_choose or self.phone]
        return {one.kind: self._channels(one) for one in shown}

    def _channels(self, one: Chosen) -> Channels:
        said, key, now = self.cleaned_data, one.kind.key, one.channels
        return Channels(
            said.get(f"in_app-{key}", now.in_app),
            Mail(said.get(f"mail-{key}", now.mail)),
            said.get(f"text-{key}", now.text),
        )

    def quiet(self) -> QuietHours:
        """The quiet hours; only for a valid form."""
        return self.cleaned_data["quiet_from"], self.cleaned_data["quiet_to"]


class PhoneForm(Form):
    """To which telephone a code goes."""

    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=40,
        widget=forms.TextInput(
            {"inputmode": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )

    def clean_phone(self) -> str:
        """The number as E.164, Polish where no country is named."""
        number = phone_number(self.cleaned_data["phone"])
        if number is None:
            raise ValidationError(NO_MOBILE, code="phone")
        return number


class CodeForm(Form):
    """The code that came to the telephone."""

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=20,
        widget=forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "govuk-input--width-10",
            }
        ),
    )
