"""Who is invited and who came: one tick for each organisation, a number where somebody counted.

Both forms know what they were filled from, so that only what a person changes is written: two
people can then tick on two phones at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.meetings.selectors import Presences
from casework.partners.models import Organisation
from ostoja.ui.forms import Form

MOST_PEOPLE = 999
EXCUSED = "-"
Groups = Iterable[tuple[str, list[Organisation]]]


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one organisation; only who was invited can be excused."""

    came: BoundField
    people: BoundField
    excused: BoundField | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a person changed: who came (with how many people), was excused, was not there."""

    came: dict[UUID, int | None] = field(default_factory=dict)
    excused: set[UUID] = field(default_factory=set)
    not_there: set[UUID] = field(default_factory=set)


class OrganisationsForm(Form):
    """A form with fields for each organisation, in groups by how they take part."""

    mark_optional = False

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, groups: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)

    @property
    def organisations(self) -> Iterator[Organisation]:
        """All of them."""
        return (organisation for _name, group in self.groups for organisation in group)

    def remember(self, before: Mapping[UUID, str]) -> None:
        """Keep what the form was filled from, to be sent back with it."""
        self.initial["before"] = ",".join(f"{pk}={state}" for pk, state in before.items())

    def remembered(self) -> dict[UUID, str]:
        """What it was filled from; spoilt parts are passed over."""
        known = {str(body.pk): body.pk for body in self.organisations}
        parts = [part.partition("=") for part in self.cleaned_data["before"].split(",")]
        return {known[pk]: state for pk, _equals, state in parts if pk in known}


class AttendanceForm(OrganisationsForm):
    """Who came and who was excused. A number alone counts as a tick.

    While the meeting has not begun it asks of those invited whether they are excused, no more.
    """

    def __init__(
        self, *args: Any, presences: Presences, has_begun: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.presences = presences
        self.has_begun = has_begun
        self.remember(_states_of(presences))
        for organisation in self.organisations:
            self._add_fields(organisation)

    def rows(self) -> list[tuple[str, list[Row]]]:
        """The fields, under the name of how the organisations take part."""
        groups = [
            (name, [self._row(body.pk) for body in bodies if self._asks_of(body.pk)])
            for name, bodies in self.groups
        ]
        return [(name, rows) for name, rows in groups if rows]

    def clean(self) -> dict[str, Any]:
        """Nobody came and was excused."""
        for organisation in self.organisations:
            pk = organisation.pk
            if self.cleaned_data.get(f"came_{pk}") and self.cleaned_data.get(f"excused_{pk}"):
                self.add_error(
                    f"people_{pk}", _("Tick that it came or that it is excused, not both.")
                )
        return self.cleaned_data

    def changes(self) -> Changes:
        """What is otherwise than when the form was filled."""
        before, changes = self.remembered(), Changes()
        for organisation in self.organisations:
            pk, was = organisation.pk, before.get(organisation.pk)
            people: int | None = self.cleaned_data.get(f"people_{pk}")
            if self.cleaned_data.get(f"excused_{pk}"):
                if was != EXCUSED:
                    changes.excused.add(pk)
            elif not self.has_begun and was != EXCUSED:
                continue
            elif self.cleaned_data.get(f"came_{pk}") or (people and was in (None, EXCUSED)):
                if was != str(people or ""):
                    changes.came[pk] = people
            elif was is not None:
                changes.not_there.add(pk)
        return changes

    def _add_fields(self, organisation: Organisation) -> None:
        pk, came = organisation.pk, self.presences.came
        label = organisation.short_name or organisation.name
        self.fields[f"came_{pk}"] = forms.BooleanField(label=label, required=False)
        self.fields[f"people_{pk}"] = forms.IntegerField(
            label=gettext_lazy("How many people"),
            required=False,
            min_value=1,
            max_value=MOST_PEOPLE,
            widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
        )
        excused = f"excused_{pk}"
        if pk in self.presences.invited | self.presences.excused or excused in self.data:
            self.fields[excused] = forms.BooleanField(label=gettext_lazy("excused"), required=False)
        self.initial[f"came_{pk}"] = pk in came
        self.initial[f"people_{pk}"] = came.get(pk)
        self.initial[excused] = pk in self.presences.excused

    def _asks_of(self, pk: UUID) -> bool:
        return self.has_begun or f"excused_{pk}" in self.fields

    def _row(self, pk: UUID) -> Row:
        excused = f"excused_{pk}"
        return Row(
            self[f"came_{pk}"],
            self[f"people_{pk}"],
            self[excused] if excused in self.fields else None,
        )


class InvitationsForm(OrganisationsForm):
    """Who is invited."""

    def __init__(self, *args: Any, invited: set[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remember(dict.fromkeys(invited, ""))
        for place, (name, bodies) in enumerate(self.groups):
            self.fields[f"group_{place}"] = forms.MultipleChoiceField(
                label=name,
                choices=[(str(body.pk), str(body)) for body in bodies],
                initial=[str(body.pk) for body in bodies if body.pk in invited],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def changes(self) -> tuple[set[UUID], set[UUID]]:
        """Who is invited anew, and who is not invited after all."""
        before = set(self.remembered())
        fields = (self.cleaned_data[f"group_{place}"] for place in range(len(self.groups)))
        ticked = {UUID(pk) for chosen in fields for pk in chosen}
        return ticked - before, before - ticked


def _states_of(presences: Presences) -> dict[UUID, str]:
    """For each organisation of which something is noted its number of people, or excused."""
    came = {pk: str(people or "") for pk, people in presences.came.items()}
    return {**came, **dict.fromkeys(presences.excused, EXCUSED)}
