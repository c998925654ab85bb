"""Who came: one tick for each organisation, and a number where somebody counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Organisation
from ostoja.ui.forms import Form

MOST_PEOPLE = 999
Noted = Mapping[UUID, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """The two fields of one organisation."""

    came: BoundField
    people: BoundField


class AttendanceForm(Form):
    """Knows what it was filled from, so that only what a person changes is written.

    Two people can then tick on two phones at once. A number alone counts as a tick.
    """

    mark_optional = False

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        groups: Iterable[tuple[str, list[Organisation]]],
        noted: Noted,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        self.initial["before"] = ",".join(f"{pk}={people or ''}" for pk, people in noted.items())
        for organisation in self._organisations():
            self._add_fields(organisation, noted)

    def rows(self) -> list[tuple[str, list[Row]]]:
        """The fields, under the name of how the organisations take part."""
        return [(name, [self._row(body.pk) for body in bodies]) for name, bodies in self.groups]

    def changes(self) -> tuple[dict[UUID, int | None], set[UUID]]:
        """Who came or is counted anew, and who was ticked by mistake."""
        before, came, not_there = self._noted_before(), {}, set()
        for organisation in self._organisations():
            pk = organisation.pk
            people: int | None = self.cleaned_data[f"people_{pk}"]
            is_new = pk not in before
            if self.cleaned_data[f"came_{pk}"] or (is_new and people):
                if is_new or before[pk] != people:
                    came[pk] = people
            elif not is_new:
                not_there.add(pk)
        return came, not_there

    def _organisations(self) -> Iterable[Organisation]:
        return (organisation for _name, group in self.groups for organisation in group)

    def _add_fields(self, organisation: Organisation, noted: Noted) -> None:
        pk = organisation.pk
        self.fields[f"came_{pk}"] = forms.BooleanField(
            label=organisation.short_name or organisation.name, required=False
        )
        self.fields[f"people_{pk}"] = forms.IntegerField(
            label=_("How many people"),
            required=False,
            min_value=1,
            max_value=MOST_PEOPLE,
            widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
        )
        self.initial.update({f"came_{pk}": pk in noted, f"people_{pk}": noted.get(pk)})

    def _row(self, pk: UUID) -> Row:
        return Row(self[f"came_{pk}"], self[f"people_{pk}"])

    def _noted_before(self) -> dict[UUID, int | None]:
        known = {str(body.pk): body.pk for body in self._organisations()}
        parts = [part.partition("=") for part in self.cleaned_data["before"].split(",")]
        return {
            known[pk]: int(people) if people.isdecimal() and len(people) <= 3 else None
            for pk, _equals, people in parts
            if pk in known
        }
