"""The form of a service's hours for a set period, which hold instead of the usual ones."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.forms.base import Now
from casework.partners.forms.hours import HoursForm
from casework.partners.hours_in_words import (
    hours_words,
    intervals_by_day,
    period_hours,
    period_words,
)
from casework.partners.models import Schedule, Service
from casework.partners.periods import Period, by_period, usual_hours
from ostoja.ui.forms import DateField, VersionedForm


class PeriodForm(VersionedForm):
    """From when to when, and either the week's hours or that it is closed.

    ``before`` is the period that is changed; ``hours`` is the form of the week.
    """

    first = DateField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("Empty: it holds already."),
        required=False,
    )
    last = DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("This day is included. Empty: until further notice."),
        required=False,
    )
    is_closed = forms.BooleanField(
        label=gettext_lazy("Closed all this time"),
        help_text=gettext_lazy("Then leave all the days below empty."),
        required=False,
    )

    def __init__(
        self, *args: Any, service: Service, before: Period | None = None, **kwargs: Any
    ) -> None:
        self.now: list[Now] = []
        self.service, self.before, self.known = service, before, _periods_of(service)
        schedules = self.known.get(before, []) if before else []
        kwargs.setdefault("initial", _values_of(service, before, schedules))
        super().__init__(*args, **kwargs)
        self.hours = HoursForm(self.data if self.is_bound else None, schedules=schedules)

    @property
    def knows_other_days(self) -> bool:
        """Whether the usual hours are written down, which hold outside of the period."""
        return self.service.always_open or any(one.by_day for one in usual_hours(self.service))

    def is_valid(self) -> bool:
        """Both are checked, so that all errors are told at once."""
        return all([super().is_valid(), self.hours.is_valid()])

    def clean(self) -> dict[str, Any]:
        """Days in order that lie ahead and are nobody else's; hours or closed, and not both."""
        self._clean_days()
        if self.hours.is_valid() and self.cleaned_data["is_closed"] is self.hours.has_any:
            message = _("Write the hours, or tick that it is closed all this time: one of the two.")
            self.add_error("is_closed", message)
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {"period": self._period(), "hours": self.hours.hours()}

    def differences(self, current: Service) -> list[Now]:
        """All set periods as they are saved now; empty when the same form came twice."""
        self.known = _periods_of(current)
        old_stays = self.before != self._period() and self.before in self.known
        return [] if self._is_known() and not old_stays else list(self._now())

    def _now(self) -> Iterator[Now]:
        if not self.known:
            yield Now(_("Hours for a set period"), "–")
        for period, schedules in self.known.items():
            words = hours_words(period_hours(period, schedules))
            yield Now(capfirst(period_words(period)), words)

    def _clean_days(self) -> None:
        if "first" in self.errors or "last" in self.errors:
            return
        period = self._period()
        if not period.is_set:
            self.add_error("first", _("Write at least one of the two days."))
        elif period.starts > period.ends:
            self.add_error("last", _("The last day must not be before the first."))
        elif period.ends < timezone.localdate():
            self.add_error("last", _("These days have passed. Write one that lies ahead."))
        elif taken := self._taken(period):
            message = _("For some of these days other hours are written down: %(period)s.")
            self.add_error("first", message % {"period": period_words(taken)})

    def _taken(self, period: Period) -> Period | None:
        """Another period with some of these days; the same one sent twice is no other."""
        others = (one for one in self.known if one != self.before and one.overlaps(period))
        return None if self._is_known() else next(others, None)

    def _is_known(self) -> bool:
        """Whether just this is saved already."""
        schedules = self.known.get(self._period())
        if schedules is None or not self.hours.is_valid():
            return False
        return intervals_by_day(schedules) == self.hours.hours()

    def _period(self) -> Period:
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


def _periods_of(service: Service) -> dict[Period, list[Schedule]]:
    found = by_period(service.schedules.all())
    return {period: schedules for period, schedules in found.items() if period.is_set}


def _values_of(
    service: Service, period: Period | None, schedules: list[Schedule]
) -> dict[str, Any]:
    values: dict[str, Any] = {"version": service.version}
    if period is None:
        return values
    is_closed = not any(one.by_day for one in schedules)
    return {**values, "first": period.first, "last": period.last, "is_closed": is_closed}
