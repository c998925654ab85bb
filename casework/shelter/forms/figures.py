"""The period of the figures."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from casework.shelter.figures import LONGEST
from ostoja.ui.forms import DateField, Form


class PeriodForm(Form):
    """From one night to another; the present month unless it is said."""

    first = DateField(label=pgettext_lazy("first day of a period", "From"), required=False)
    last = DateField(label=pgettext_lazy("last day of a period", "To"), required=False)

    def clean(self) -> dict[str, Any]:
        """A period that is in order and no longer than a year."""
        given, today = self.cleaned_data, timezone.localdate()
        first = given.get("first") or today.replace(day=1)
        last = given.get("last") or max(first, today)
        if last < first:
            self.add_error("last", _("The last day cannot be before the first one."))
        elif last - first > LONGEST:
            self.add_error("last", _("Choose a period of one year at most."))
        return {"first": first, "last": last}

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        """What was chosen; the present month where it cannot be taken."""
        today = timezone.localdate()
        if self.is_valid():
            return self.cleaned_data["first"], self.cleaned_data["last"]
        return today.replace(day=1), today
