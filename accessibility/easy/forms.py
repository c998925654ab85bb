"""The forms of a text: its lines with their pictures, and who checked it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accessibility.easy.models import LONGEST_LINE, MOST_LINES
from ostoja.ui.easy import Line
from ostoja.ui.forms import DateField, VersionedForm
from ostoja.ui.pictures import NAMES, address_of
from ostoja.ui.plain import EASY, Measured, measure

BLANK = Line("")
NO_PICTURE = ("", gettext_lazy("no picture"))


def pictures() -> list[tuple[str, Any]]:
    """Every picture by its name in words, in the order of the page's language."""
    return [NO_PICTURE, *sorted(NAMES.items(), key=lambda one: str(one[1]))]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form, numbered from 1, and how its text reads."""

    number: int
    text: BoundField
    picture: BoundField
    address: str
    measured: Measured


class LinesForm(VersionedForm):
    """As many lines as were given, and what a press of a button does to them."""

    mark_optional = False

    def __init__(self, *args: Any, lines: Sequence[Line], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.language = lines, language
        for number, line in enumerate(lines, 1):
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Sentence %(number)s") % {"number": number},
                max_length=LONGEST_LINE,
                required=False,
                initial=line.text,
                widget=forms.TextInput({"lang": language, "data-plain": "easy"}),
            )
            self.fields[f"picture_{number}"] = forms.ChoiceField(
                label=_("Picture beside sentence %(number)s") % {"number": number},
                choices=pictures,
                required=False,
                initial=line.picture,
            )

    @property
    def rows(self) -> Iterator[Row]:
        """The lines as the page shows them."""
        for number, line in enumerate(self.lines, 1):
            yield Row(
                number,
                self[f"text_{number}"],
                self[f"picture_{number}"],
                address_of(line.picture),
                measure(line.text, self.language, EASY),
            )

    def clean(self) -> dict[str, Any]:
        """At least one sentence: an empty text would hide the page's own."""
        if not self.errors and not self.written():
            raise ValidationError(_("Write at least one sentence."), code="empty")
        return self.cleaned_data

    def written(self) -> list[Line]:
        """The lines that were filled in."""
        given = self.cleaned_data
        lines = [
            Line(" ".join(given[f"text_{number}"].split()), given[f"picture_{number}"])
            for number in range(1, len(self.lines) + 1)
        ]
        return [line for line in lines if line.text]


def typed_lines(data: Mapping[str, Any]) -> list[Line]:
    """What a browser sent, whether right or wrong."""
    found = []
    for number in range(1, MOST_LINES + 1):
        if f"text_{number}" not in data:
            break
        found.append(Line(data[f"text_{number}"], data.get(f"picture_{number}", "")))
    return found


def pressed(lines: Sequence[Line], button: str) -> list[Line]:
    """The lines after ``add``, ``up-3``, ``down-3`` or ``remove-3``; else as they are."""
    changed = list(lines)
    what, _dash, number = button.partition("-")
    if what == "add" and len(changed) < MOST_LINES:
        return [*changed, BLANK]
    at = int(number) - 1 if number.isdecimal() and len(number) < 4 else -1
    if not 0 <= at < len(changed):
        return changed
    line = changed.pop(at)
    if what == "remove":
        return changed or [BLANK]
    changed.insert({"up": max(at - 1, 0), "down": at + 1}.get(what, at), line)
    return changed


class CheckForm(VersionedForm):
    """Who has read the text and understood it."""

    mark_optional = False

    checked_by = forms.CharField(
        label=gettext_lazy("Who checked it"),
        help_text=gettext_lazy(
            "Residents read it below the text. A group or names, if the people agree. Empty:"
            " nobody has checked it."
        ),
        max_length=200,
        required=False,
    )
    checked_on = DateField(label=gettext_lazy("Day of the check"), required=False)

    def clean_checked_on(self) -> Any:
        """Needed where somebody checked, and not in the future."""
        day, name = self.cleaned_data["checked_on"], self.cleaned_data.get("checked_by")
        if name and day is None:
            raise ValidationError(_("Write the day on which they checked it."), code="required")
        if day and day > timezone.localdate():
            raise ValidationError(_("Write a day that is not in the future."), code="future")
        return day
