"""Fields that Django lacks: long text, a date in three parts, a time as people write it."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms.widgets import DateParts, LongTextarea

MOST_CHARACTERS = 20_000
YEARS = range(1900, 2200)


class LongText(forms.CharField):
    """Text of many lines; what is too long is refused whole and shown again, never cut."""

    def __init__(self, *, max_length: int = MOST_CHARACTERS, **kwargs: Any) -> None:
        kwargs.setdefault("widget", LongTextarea)
        super().__init__(max_length=max_length, **kwargs)
        if isinstance(self.widget, LongTextarea) and self.widget.limit is None:
            self.widget.limit = max_length

    def to_python(self, value: Any) -> Any:
        """Line ends count as one character, as they do in the browser's count."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class DateField(forms.DateField):
    """A date given as day, month and year."""

    widget = DateParts
    default_error_messages: ClassVar[dict[str, Any]] = {
        "incomplete": _("Write the day, the month and the year."),
        "year": _("Write the year with 4 digits, for example 2026."),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        """The date of three parts; None where all are empty."""
        if not isinstance(value, list | tuple):
            return super().to_python(value)
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._date(*parts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the way they were typed."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    def _date(self, day: str, month: str, year: str) -> datetime.date:
        try:
            date = datetime.date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if date.year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        return date


class TimeField(forms.TimeField):
    """A time of day: 14:30, 14.30, 1430, 930 and 14 are all understood."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H", "%H%M", "%H:%M:%S"])
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "govuk-input--width-5")

    def strptime(self, value: str, format: str) -> datetime.time:  # noqa: A002 - Django's word
        """Hours and minutes without a sign between them are four figures: 25 is not 2:05."""
        if format == "%H%M":
            value = value.zfill(4) if len(value) >= 3 else ""
        return super().strptime(value, format)

    def prepare_value(self, value: Any) -> Any:
        """Shows hours and minutes."""
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value
