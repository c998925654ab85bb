"""The form of the statement: everything may stay empty until it is to be published."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accessibility.statement.choices import Method, Status
from accessibility.statement.models import PLAIN
from accessibility.statement.words import LABELS
from ostoja.ui.forms import DateField, HintedRadios
from tenants.translated_forms import Text, TranslatedForm

LONG = 4000
LINES = gettext_lazy("Each line is a paragraph; lines that begin with “- ” are a list.")


def _line(name: str, max_length: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=LABELS[name], max_length=max_length, help_text=hint, required=False
    )


def _address(name: str, hint: Any = "") -> forms.URLField:
    return forms.URLField(
        label=LABELS[name], max_length=200, assume_scheme="https", help_text=hint, required=False
    )


def _day(name: str, hint: Any = "") -> DateField:
    return DateField(label=LABELS[name], help_text=hint, required=False)


def _long(name: str, hint: Any = LINES) -> Text:
    return Text(LABELS[name], max_length=LONG, hint=hint, rows=4, measured="plain")


class StatementForm(TranslatedForm):
    """All that the statement says."""

    mark_optional = False

    layout = (
        (
            gettext_lazy("The public body"),
            ("body", "street", "postal_code", "town"),
        ),
        (gettext_lazy("The website"), ("site_name", "url", "published_on", "updated_on")),
        (
            gettext_lazy("State of digital accessibility"),
            (
                *("status", "non_conformities", "outside_the_act"),
                *("burden", "burden_assessment", "burden_assessment_url"),
            ),
        ),
        (
            gettext_lazy("How the statement was prepared"),
            ("prepared_on", "reviewed_on", "method", "assessor", "report_url"),
        ),
        (gettext_lazy("Good to know"), ("conveniences", "shortcuts")),
        (gettext_lazy("Whom people write to"), ("contact", "email", "phone")),
        (
            gettext_lazy("Other information"),
            ("apps", "architecture", "architecture_url", "communication"),
        ),
        (gettext_lazy("Origin"), ("is_sample",)),
    )
    texts: ClassVar = {
        "site_name": Text(
            LABELS["site_name"],
            max_length=200,
            hint=gettext_lazy("For example: Municipal Crisis Intervention System – Gdańsk."),
        ),
        "non_conformities": _long("non_conformities"),
        "outside_the_act": _long("outside_the_act"),
        "burden": _long("burden"),
        "burden_assessment": _long(
            "burden_assessment",
            gettext_lazy("What was weighed, and with what result."),
        ),
        "conveniences": _long("conveniences"),
        "shortcuts": _long("shortcuts"),
        "contact": Text(
            LABELS["contact"],
            max_length=200,
            hint=gettext_lazy("A name, or what the person or team is called."),
        ),
        "apps": _long("apps", gettext_lazy("Leave it empty where there are none.")),
        "architecture": _long(
            "architecture",
            gettext_lazy(
                "Entrance, doors, stairs and lifts, toilets, parking, assistance dogs, induction"
                " loops. Each line is a paragraph; lines that begin with “- ” are a list."
            ),
        ),
        "communication": _long(
            "communication",
            gettext_lazy(
                "Sign language, easy-to-read texts, other ways to speak with you. Each line is a"
                " paragraph; lines that begin with “- ” are a list."
            ),
        ),
    }
    plain = PLAIN

    body = _line("body", 200)
    street = _line("street", 100)
    postal_code = _line("postal_code", 10)
    town = _line("town", 100)
    url = _address(
        "url", gettext_lazy("Leave it empty for the address under which people read the page.")
    )
    published_on = _day("published_on")
    updated_on = _day(
        "updated_on", gettext_lazy("Of its look or structure, or of how information is published.")
    )
    status = forms.ChoiceField(
        label=LABELS["status"], choices=Status.choices, required=False, widget=HintedRadios
    )
    burden_assessment_url = _address("burden_assessment_url")
    prepared_on = _day("prepared_on", gettext_lazy("The first time; it stays when you review it."))
    reviewed_on = _day("reviewed_on", gettext_lazy("Empty before the first yearly review."))
    method = forms.ChoiceField(
        label=LABELS["method"], choices=Method.choices, required=False, widget=HintedRadios
    )
    assessor = _line("assessor", 200, gettext_lazy("Only for an assessment by an outside body."))
    report_url = _address("report_url")
    email = forms.EmailField(label=LABELS["email"], required=False)
    phone = _line("phone", 30, gettext_lazy("As people dial it, for example 58 347 82 82."))
    architecture_url = _address("architecture_url")
    is_sample = forms.BooleanField(
        label=LABELS["is_sample"],
        help_text=gettext_lazy("Untick it once all that stands here is true."),
        required=False,
    )

    def clean_phone(self) -> str:
        """Digits, with spaces, brackets, hyphens and the country's code."""
        phone: str = self.cleaned_data["phone"]
        digits = sum(character.isdigit() for character in phone)
        if phone and (digits < 9 or not set(phone) <= set("0123456789+-() ")):
            raise ValidationError(_("Write a telephone number, for example 58 347 82 82."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Days in order, and no list of barriers under full conformance."""
        self._in_order("published_on", "updated_on", _("Write a day on or after the publication."))
        self._in_order("prepared_on", "reviewed_on", _("Write a day on or after the preparation."))
        for name in ("published_on", "updated_on", "prepared_on", "reviewed_on"):
            self._not_in_the_future(name)
        if self.cleaned_data.get("status") == Status.FULL and self._names_barriers():
            self.add_error(
                "status",
                _("You describe content that is not accessible. Choose another state."),
            )
        return self.cleaned_data

    def _in_order(self, first: str, second: str, message: str) -> None:
        earlier, later = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if earlier and later and later < earlier:
            self.add_error(second, message)

    def _not_in_the_future(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and day > timezone.localdate():
            self.add_error(name, _("Write a day that is not in the future."))

    def _names_barriers(self) -> bool:
        names = ("non_conformities", "outside_the_act", "burden")
        return any(self._text(name) for name in names)
