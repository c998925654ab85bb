"""The fields of an entry point's further hours: a second and a third window of time."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.intake.entry_points.windows import FURTHER, Window, as_kept, windows_of
from casework.intake.models import EntryPoint
from casework.partners.choices import Day
from ostoja.ui.forms import TimeField

PARTS = ("by_day", "opens_at", "closes_at")
NAMES = tuple(f"{part}_{number}" for number in FURTHER for part in PARTS)


def further_fields() -> dict[str, forms.Field]:
    """By their names."""
    return {name: field for number in FURTHER for name, field in _fields(number)}


def _fields(number: int) -> Iterator[tuple[str, forms.Field]]:
    yield (
        f"by_day_{number}",
        forms.MultipleChoiceField(
            label=format_lazy("{} {}", _("Further hours: days"), number - 1),
            help_text=_("Leave it empty if there are no further hours."),
            choices=Day.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
    )
    opens = format_lazy("{} {}", _("Further hours: from"), number - 1)
    yield f"opens_at_{number}", TimeField(label=opens, required=False)
    closes = format_lazy("{} {}", _("Further hours: until"), number - 1)
    yield f"closes_at_{number}", TimeField(label=closes, required=False)


def further_values(point: EntryPoint) -> dict[str, Any]:
    """What the row says of them."""
    values: dict[str, Any] = {}
    for number, window in zip(FURTHER, windows_of(point)[1:], strict=False):
        values |= {f"{part}_{number}": getattr(window, part) for part in PARTS}
        values[f"by_day_{number}"] = list(window.by_day)
    empty: dict[str, list[str]] = {f"by_day_{number}": [] for number in FURTHER}
    return {**dict.fromkeys(NAMES), **empty, **values}


def window_in(given: Mapping[str, Any], number: int) -> Window:
    """One of them, from a form's clean values; what is wrong is as if nothing was written."""
    days = tuple(given.get(f"by_day_{number}") or ())
    return Window(days, given.get(f"opens_at_{number}"), given.get(f"closes_at_{number}"))


def further_hours(given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """What the row keeps of a valid form."""
    return as_kept(window_in(given, number) for number in FURTHER)


def problems(form: forms.Form) -> Iterator[tuple[str, str]]:
    """Fields, each with what is wrong: hours come in pairs, and only where the first are set."""
    given = form.cleaned_data
    first = Window(tuple(given.get("by_day") or ()), given.get("opens_at"), given.get("closes_at"))
    for number in FURTHER:
        opens, closes = f"opens_at_{number}", f"closes_at_{number}"
        window = window_in(given, number)
        if {opens, closes} & form.errors.keys():
            continue
        if (window.opens_at is None) != (window.closes_at is None):
            missing = opens if window.opens_at is None else closes
            yield missing, gettext("Write both hours, or none.")
        elif window.opens_at is not None and window.opens_at == window.closes_at:
            yield closes, gettext("The hours must differ.")
        elif not window.is_always and first.is_always and not form.errors:
            yield (
                f"by_day_{number}",
                gettext("Write the first hours first: without them it is in use always."),
            )
