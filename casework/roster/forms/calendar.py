"""Which days of the roster the page shows."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.roster.models import DutyPlace
from casework.roster.selectors import A_DAY, places
from ostoja.ui.forms import Form

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)


class ChosenDaysForm(Form):
    """A week or a month, from one place or all; what cannot be understood asks for this week."""

    mark_optional = False

    place = forms.ModelChoiceField(
        label=_("Place of duty"),
        queryset=DutyPlace.objects.none(),
        required=False,
        empty_label=_("all places"),
    )
    view = forms.ChoiceField(
        label=_("Show"),
        choices=[("week", _("a week")), ("month", _("a month"))],
        initial="week",
        required=False,
    )
    day = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places()  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def is_month(self) -> bool:
        """Whether a whole month is shown."""
        return self.cleaned_data.get("view") == "month"

    @property
    def place_chosen(self) -> DutyPlace | None:
        """The one place, or None for all."""
        return self.cleaned_data.get("place")

    @property
    def first(self) -> datetime.date:
        """The Monday of the week, or the first of the month."""
        day = self.cleaned_data.get("day") or timezone.localdate()
        day = min(max(day, EARLIEST), LATEST)
        return day.replace(day=1) if self.is_month else day - day.weekday() * A_DAY

    @property
    def number(self) -> int:
        """How many days."""
        return (self.after - self.first).days

    @property
    def after(self) -> datetime.date:
        """The first day of what comes next."""
        if not self.is_month:
            return self.first + 7 * A_DAY
        return (self.first + 31 * A_DAY).replace(day=1)

    @property
    def before(self) -> datetime.date:
        """A day of what came before."""
        return self.first - A_DAY
