"""Forms of the entry points."""

import re
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casework.intake.actions.entry_points import EntryPointFacts
from casework.intake.choices import (
    LONGEST_ADDRESS,
    SHORT_ADDRESS,
    SHORTEST_ADDRESS,
    Audience,
)
from casework.intake.entry_points.short_addresses import is_ours
from casework.intake.forms.windows import NAMES as FURTHER
from casework.intake.forms.windows import further_fields, further_hours, further_values, problems
from casework.intake.models import EntryPoint
from casework.partners.choices import Day, ServiceStatus
from casework.partners.forms.base import Item
from casework.partners.forms.texts import LANGUAGES, Text, text_of, values_of
from casework.partners.hours_in_words import date_words
from casework.partners.models import Service
from casework.partners.words import language_name
from ostoja.ui.forms import DateField, SubmissionField, TimeField, VersionedForm
from ostoja.ui.languages import public_languages
from tenants.profile.selectors import profile

LIMITS = (
    *("service", "short_address", "by_day", "opens_at", "closes_at"),
    *("first_day", "last_day"),
)
"""What few entry points have."""


class EntryPointForm(VersionedForm):
    """Where a code hangs and for whom; the code itself is drawn and never changes."""

    name = Text(
        pgettext_lazy("of an entry point", "Name"),
        max_length=100,
        hint=_("Only staff read it, in the inbox. For example: poster in the school on Lipowa."),
        is_required=True,
    )

    submission = SubmissionField()
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Where it hangs or stands, so that somebody can look after it."),
        max_length=200,
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        widget=forms.RadioSelect,
    )
    default_language = forms.ChoiceField(
        label=_("First language"),
        help_text=_("It stands first on the poster. The form follows the person's own telephone."),
        initial="pl",
        widget=forms.RadioSelect,
    )
    service = forms.ModelChoiceField(
        label=_("Service that it belongs to"),
        help_text=_("When it hangs at a partner's, for example. Reports come to you all the same."),
        queryset=Service.objects.select_related("organisation"),
        empty_label=pgettext_lazy("service", "none"),
        required=False,
    )
    short_address = forms.CharField(
        label=_("Address in words"),
        help_text=_("For saying aloud: small letters without accents, digits and hyphens."),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocapitalize": "none"}),
    )
    by_day = forms.MultipleChoiceField(
        label=_("In use on these days"),
        help_text=_("Tick none if it is in use every day."),
        choices=Day.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens_at = TimeField(
        label=_("In use from this hour"),
        help_text=_("Leave both hours empty if it is in use day and night."),
        required=False,
    )
    closes_at = TimeField(
        label=_("until this hour"),
        help_text=_("Earlier than the first hour means: on the next day."),
        required=False,
    )
    first_day = DateField(label=_("First day"), required=False)
    last_day = DateField(
        label=_("Last day"),
        help_text=_("For something that ends, such as a campaign."),
        required=False,
    )
    is_sample = forms.BooleanField(
        label=_("Sample data, made up for the demonstration"),
        help_text=_("Untick it once what stands here is true."),
        required=False,
    )

    def __init__(self, *args: Any, point: EntryPoint | None = None, **kwargs: Any) -> None:
        if point is not None:
            kwargs.setdefault("initial", self._values_of(point))
        super().__init__(*args, **kwargs)
        self.fields.update(self.name.fields("name"))
        self.fields.update(further_fields())
        self._offer_services(point.service_id if point else None)
        languages: Any = self.fields["default_language"]
        languages.choices = [
            (code, language_name(code)) for code in public_languages(profile().languages)
        ]
        if point is None or not point.is_sample:
            del self.fields["is_sample"]

    def _offer_services(self, own: UUID | None) -> None:
        """Its own one too while that rests: else saving something else would take it away."""
        found: Any = self.fields["service"]
        found.queryset = found.queryset.filter(Q(status=ServiceStatus.ACTIVE) | Q(pk=own))

    @property
    def items(self) -> list[Item]:
        """The fields as the page shows them."""
        first, *others = [self[f"name_{code}"] for code in LANGUAGES]
        hours = LIMITS.index("closes_at") + 1
        limits = (*LIMITS[:hours], *FURTHER, *LIMITS[hours:])
        names = ("place", "audience", "default_language", *limits, "is_sample")
        rest = [Item(self[name], []) for name in names if name in self.fields]
        return [Item(first, others), *rest]

    @staticmethod
    def _values_of(point: EntryPoint) -> dict[str, Any]:
        names = ("version", "place", "audience", "default_language", *LIMITS, "is_sample")
        own = {name: getattr(point, name) for name in names}
        own["service"] = point.service_id
        return {**own, **further_values(point), **values_of(point.name, "name")}

    def clean_short_address(self) -> str | None:
        """Small letters, whatever was typed; an address that leads elsewhere is refused."""
        wanted: str = self.cleaned_data["short_address"].lower().strip("/")
        if not wanted:
            return None
        if len(wanted) < SHORTEST_ADDRESS or not re.fullmatch(SHORT_ADDRESS, wanted):
            raise forms.ValidationError(
                gettext("Use at least 3 letters a to z, digits or hyphens. For example: pomoc.")
            )
        if is_ours(wanted):
            raise forms.ValidationError(gettext("This address leads to another page of ours."))
        return wanted

    def clean(self) -> dict[str, Any]:
        """Hours come in pairs, days in order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if not {"opens_at", "closes_at"} & self.errors.keys():
            if (opens is None) != (closes is None):
                missing = "opens_at" if opens is None else "closes_at"
                self.add_error(missing, gettext("Write both hours, or none."))
            elif opens is not None and opens == closes:
                self.add_error("closes_at", gettext("The hours must differ."))
        for name, words in list(problems(self)):
            self.add_error(name, words)
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", gettext("The last day must not be before the first."))
        return given

    def address_is_taken(self) -> None:
        """Say so beside the field."""
        self.add_error("short_address", gettext("Another entry point has this address."))

    def facts(self) -> EntryPointFacts:
        """What the actions take."""
        given = self.cleaned_data
        return {
            "service": given["service"],
            "short_address": given["short_address"],
            "by_day": given["by_day"] or None,
            "opens_at": given["opens_at"],
            "closes_at": given["closes_at"],
            "more_hours": further_hours(given),
            "first_day": given["first_day"],
            "last_day": given["last_day"],
            "name": text_of(given, "name"),
            "place": given["place"],
            "audience": given["audience"],
            "default_language": given["default_language"],
            "is_sample": given.get("is_sample", False),
        }

    def what_it_says_now(self, current: EntryPoint) -> list[dict[str, str]]:
        """The answers of the row that differ from what was typed, for a summary list."""
        values = self._values_of(current)
        return [
            {"key": str(bound.label), "value": _words_for(bound.field, values[bound.name])}
            for bound in self.visible_fields()
            if bound.field.has_changed(values[bound.name], bound.data)
        ]


def _words_for(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_words_for(field, one) for one in value) or "–"
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if value is None:
        return "–"
    return str(dict(getattr(field, "choices", ())).get(value, value)) or "–"
