"""Which days, and with what they are compared."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.intake.figures.periods import (
    LONGEST,
    Period,
    finished_month,
    finished_months,
    key_of,
    last_days,
    month_of,
)
from casework.partners.opening import WARSAW
from ostoja.ui.forms import DateField, Form

OWN, BEFORE, A_YEAR = "own", "before", "year"
LATELY = {
    "7": gettext_lazy("the last 7 days"),
    "30": gettext_lazy("the last 30 days"),
    "90": gettext_lazy("the last 90 days"),
    "365": gettext_lazy("the last 365 days"),
}


class PeriodForm(Form):
    """Whoever is not told small numbers chooses among whole months that are over: days of one's
    own choice could be taken from each other.
    """

    mark_optional = False

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    first = DateField(label=gettext_lazy("From"), required=False)
    last = DateField(label=gettext_lazy("Until"), required=False)
    compare = forms.ChoiceField(
        label=gettext_lazy("Compare with"),
        choices=[
            (BEFORE, gettext_lazy("the time right before")),
            (A_YEAR, gettext_lazy("the same time a year before")),
        ],
    )

    def __init__(self, *args: Any, exact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(timezone=WARSAW)
        choices = list(self._choices(exact))
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
        self.first_choice = choices[1 if exact else 0][0]
        self.fields["period"].initial = self.first_choice  # what the page shows is what it says
        if not exact:
            del self.fields["first"], self.fields["last"]

    def _choices(self, exact: bool) -> Iterator[tuple[str, Any]]:
        if exact:
            yield from LATELY.items()
            yield OWN, pgettext_lazy("period", "days that I write below")
        for month in finished_months(self.today):
            yield key_of(month), month_in_words(month)

    def clean(self) -> dict[str, Any]:
        """Days of one's own are two, in order, not in the future and at most a year apart."""
        given = super().clean() or {}
        if given.get("period") == OWN and not {"first", "last"} & set(self.errors):
            self._check_own(given.get("first"), given.get("last"))
        return given

    def _check_own(self, first: date | None, last: date | None) -> None:
        if first is None:
            self.add_error("first", _("Write the first day."))
        if last is None:
            self.add_error("last", _("Write the last day."))
        if first is None or last is None:
            return
        if first > self.today:
            self.add_error("first", _("This day has not come yet."))
        elif last < first:
            self.add_error("last", _("The last day must not be before the first one."))
        elif (last - first).days >= LONGEST:
            self.add_error("last", _("Choose a year at most."))

    @property
    def chosen(self) -> tuple[Period, Period]:
        """The period and what it is compared with; the first choice where nothing was chosen."""
        given = self.cleaned_data if self.is_bound else {}
        now = self._period(given.get("period") or self.first_choice, given)
        then = now.a_year_before() if given.get("compare") == A_YEAR else now.before()
        return now, then

    def _period(self, key: str, given: dict[str, Any]) -> Period:
        if key == OWN:
            return Period(given["first"], min(given["last"], self.today))
        if key in LATELY:
            return last_days(int(key), self.today)
        yesterday = month_of(self.today).first - timedelta(days=1)
        return finished_month(key, self.today) or month_of(yesterday)


def month_in_words(month: Period) -> str:
    """“listopad 2026”."""
    return date_format(month.first, "F Y")
