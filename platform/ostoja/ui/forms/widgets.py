"""Widgets that Django lacks: long text with a count, a date in three parts, hinted choices."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ostoja.ui.numbers import grouped

# A number that calls for each plural form of the four languages.
_PLURAL_FORMS = {"one": 1, "few": 2, "many": 5, "other": 5}


class LongTextarea(forms.Textarea):
    """A text area that tells beforehand how much fits, and counts where there is JavaScript."""

    template_name = "ui/forms/widgets/long_textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, limit: int | None = None) -> None:
        super().__init__({"rows": 6, **(attrs or {})})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the limit, the words about it and their plural forms for the script."""
        context = super().get_context(name, value, attrs)
        if self.limit:
            context["widget"] |= {
                "limit": self.limit,
                "limit_words": _limit_words(self.limit),
                "count_words": _count_words(),
            }
        return context


class DateParts(forms.MultiWidget):
    """A date as day, month and year: quicker than a calendar for a date one knows."""

    template_name = "ui/forms/widgets/date_parts.html"
    use_fieldset = True
    labels = (_("Day"), _("Month"), _("Year"))
    widths = (2, 2, 4)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric"}) for name in ("day", "month", "year")
        }
        super().__init__(parts, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The parts of a date, of a list of parts, or of nothing."""
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return list(value or ["", "", ""])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds each part's own label and width."""
        context = super().get_context(name, value, attrs)
        for part, label, width in zip(
            context["widget"]["subwidgets"], self.labels, self.widths, strict=True
        ):
            part["label"] = label
            part["attrs"]["class"] += f" govuk-date-input__input govuk-input--width-{width}"
        return context


class _Hinted(forms.RadioSelect):
    """Choices of which some carry a line of explanation."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, Any] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the hint and ties it to its choice."""
        option = super().create_option(name, value, *args, **kwargs)
        hint = self.hints.get(str(value))
        if hint:
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id')}_hint"
        return option


class HintedRadios(_Hinted):
    """Radio buttons; ``hints`` maps a value to its explanation."""


class HintedCheckboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Checkboxes; ``hints`` maps a value to its explanation."""


def _limit_words(limit: int) -> str:
    words = ngettext(
        "You can write up to {count} character.", "You can write up to {count} characters.", limit
    )
    return words.replace("{count}", grouped(limit))


def _count_words() -> dict[str, str]:
    """The count's texts as the script wants them: ``%{count}`` and one form for each plural."""
    words = {"characters-at-limit": gettext("You have no characters left.")}
    for form, number in _PLURAL_FORMS.items():
        left = ngettext(
            "You have {count} character left.", "You have {count} characters left.", number
        )
        over = ngettext(
            "You have {count} character too many.",
            "You have {count} characters too many.",
            number,
        )
        words[f"characters-under-limit.{form}"] = left.replace("{count}", "%{count}")
        words[f"characters-over-limit.{form}"] = over.replace("{count}", "%{count}")
    return words
