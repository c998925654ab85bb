"""The form of a place of duty: what it is called, its hours, and the shifts that repeat there."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.partners.choices import Day
from casework.partners.forms.texts import Text, text_of, values_of
from casework.roster.actions.places import Line, PlaceFacts
from casework.roster.choices import DutyRole
from casework.roster.models import CoverHours, DutyPlace, ShiftPattern
from ostoja.ui.forms import SubmissionField, TimeField, VersionedForm
from tenants.profile.models import PhoneNumber

NAME = Text(pgettext_lazy("of a place of duty", "Name"), 100, is_required=True)
LINES = {"hours": 2, "patterns": 3}
LABELS = {
    "hours": gettext_lazy("Hours {number}: {part}"),
    "patterns": gettext_lazy("Repeating duty {number}: {part}"),
}
PARTS = {
    "days": gettext_lazy("days"),
    "starts": gettext_lazy("from"),
    "ends": gettext_lazy("to"),
}


class PlaceForm(VersionedForm):
    """Where somebody must be, in which role, when; and how its duties repeat."""

    role = forms.ChoiceField(label=gettext_lazy("On duty as"), choices=DutyRole.choices)
    people = forms.IntegerField(
        label=gettext_lazy("How many people at least"), min_value=1, max_value=20, initial=1
    )
    always = forms.BooleanField(label=gettext_lazy("Round the clock"), required=False)
    on_holidays = forms.BooleanField(label=gettext_lazy("Also on public holidays"), required=False)
    answers_chat = forms.BooleanField(
        label=gettext_lazy("Answers the chat"),
        help_text=gettext_lazy("The chat is open while somebody is on duty here."),
        required=False,
    )
    approves_swaps = forms.BooleanField(
        label=gettext_lazy("Swaps need the planner's approval"), required=False
    )
    phones = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Telephone numbers that are answered here"),
        queryset=PhoneNumber.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = NAME.fields("name") | self.fields
        self.fields["phones"].queryset = PhoneNumber.objects.all()  # type: ignore[attr-defined]
        for kind, number in LINES.items():
            for position in range(1, number + 1):
                self.fields |= _line_fields(kind, position)

    @classmethod
    def values_of(cls, place: DutyPlace) -> dict[str, Any]:
        """The place as it is now, as the form's first values."""
        same = (
            *("role", "people", "always", "on_holidays", "answers_chat"),
            *("approves_swaps", "is_active", "version"),
        )
        values = {name: getattr(place, name) for name in same}
        phones = [one.pk for one in place.phones.all()]
        lines = _values("hours", list(place.hours.all())) | _values(
            "patterns", list(place.patterns.all())
        )
        return {**values, **values_of(place.name, "name"), **lines, "phones": phones}

    def clean(self) -> dict[str, Any]:
        """Lines are whole, and somebody must be there at some time."""
        for kind, number in LINES.items():
            for position in range(1, number + 1):
                self._check_line(f"{kind}_{position}")
        if not self.errors and not self.cleaned_data["always"] and not self._lines("hours"):
            self.add_error("always", _("Tick this, or write hours below."))
        return self.cleaned_data

    def facts(self) -> PlaceFacts:
        """What the actions take."""
        given = self.cleaned_data
        return PlaceFacts(
            name=text_of(given, "name"),
            role=given["role"],
            people=given["people"],
            always=given["always"],
            on_holidays=given["on_holidays"],
            answers_chat=given["answers_chat"],
            approves_swaps=given["approves_swaps"],
            is_active=given["is_active"],
            phones=list(given["phones"]),
            hours=self._lines("hours"),
            patterns=self._lines("patterns"),
        )

    def _check_line(self, name: str) -> None:
        parts = {part: self.cleaned_data.get(f"{name}_{part}") for part in PARTS}
        said = [value not in (None, "", []) for value in parts.values()]
        if any(said) and not all(said):
            for part, is_said in zip(parts, said, strict=True):
                if not is_said and f"{name}_{part}" not in self.errors:
                    self.add_error(
                        f"{name}_{part}", _("Write days, start and end, or none of them.")
                    )

    def _lines(self, kind: str) -> list[Line]:
        found = []
        for position in range(1, LINES[kind] + 1):
            days, starts, ends = (self.cleaned_data[f"{kind}_{position}_{part}"] for part in PARTS)
            if days:
                found.append(Line(days, starts, ends))
        return found


def _line_fields(kind: str, position: int) -> dict[str, forms.Field]:
    def label(part: str) -> Any:
        return format_lazy(LABELS[kind], number=position, part=PARTS[part])

    name = f"{kind}_{position}"
    return {
        f"{name}_days": forms.MultipleChoiceField(
            label=label("days"),
            choices=Day.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        f"{name}_starts": TimeField(label=label("starts"), required=False),
        f"{name}_ends": TimeField(
            label=label("ends"),
            help_text=gettext_lazy("An end that is not later is on the next day."),
            required=False,
        ),
    }


def _values(kind: str, rows: Sequence[CoverHours | ShiftPattern]) -> dict[str, Any]:
    values: dict[str, list[str] | datetime.time] = {}
    for position, row in enumerate(rows[: LINES[kind]], start=1):
        values[f"{kind}_{position}_days"] = row.by_day
        values[f"{kind}_{position}_starts"] = row.starts
        values[f"{kind}_{position}_ends"] = row.ends
    return values
