"""Of which time a report is, of whom, and with what it is compared."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.intake.figures.forms import OWN, PeriodForm
from casework.intake.figures.periods import Period
from casework.partners.models import Organisation
from casework.reports.periods import in_words, last_month, name_of, named, offered


class ReportForm(PeriodForm):
    """Months, quarters and years. Whoever is told small numbers may also choose days, and a time
    that is not over.
    """

    body = forms.ChoiceField(label=gettext_lazy("Crisis centre"))
    field_order = ("body", "period", "first", "last", "compare")

    def __init__(
        self, *args: Any, exact: bool, bodies: Sequence[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, exact=exact, **kwargs)
        if len(bodies) > 1:
            named_bodies = [(one.key, one.name) for one in bodies]
            self.fields["body"].choices = named_bodies  # type: ignore[attr-defined]
        else:
            del self.fields["body"]

    def _choices(self, exact: bool) -> Iterator[tuple[str, Any]]:
        for period in offered(self.today, is_over=not exact):
            yield name_of(period), _named(period, self.today)
        if exact:
            yield OWN, pgettext_lazy("period", "days that I write below")

    def _period(self, key: str, given: dict[str, Any]) -> Period:
        if key == OWN:
            return super()._period(key, given)
        return named(key) or last_month(self.today)


def _named(period: Period, today: date) -> str:
    words = in_words(period)
    return words if period.last < today else _("%(period)s, so far") % {"period": words}
