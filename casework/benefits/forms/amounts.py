"""How much: with a comma or a point, whole where the article is counted in whole ones."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.benefits.amounts import is_whole, plain
from casework.benefits.choices import LEAST, MEASURED, MOST, NOTHING
from casework.benefits.models import Article

HOW_MUCH = gettext_lazy("How much")


class AmountField(forms.DecimalField):
    """An amount of an article; its unit stands behind the field's name, for who reads and hears."""

    def __init__(
        self, unit: str = "", *, may_be_nothing: bool = False, most: Decimal = MOST, **options: Any
    ) -> None:
        self.unit = unit
        super().__init__(
            min_value=NOTHING if may_be_nothing else _least(unit),
            max_value=most,
            max_digits=8,
            decimal_places=2,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "decimal" if unit in MEASURED else "numeric",
                    "class": "govuk-input--width-5",
                    "autocomplete": "off",
                }
            ),
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """1,5 and 1.5 are the same; Django's own way knows only one of them."""
        if isinstance(value, str):
            value = value.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
        found: Any = super().to_python(value)
        if found is not None and found.is_finite() and not is_whole(found, self.unit):
            words = _("Write a whole number in digits, for example 12.")
            raise forms.ValidationError(words)
        return found

    def prepare_value(self, value: Any) -> Any:
        """As people write it, without zeros that say nothing."""
        return number_format(plain(value)) if isinstance(value, Decimal) else value


def _least(unit: str) -> Decimal:
    return LEAST if unit in MEASURED else Decimal(1)


def amount_of(article: Article, label: Any = HOW_MUCH, **options: Any) -> Any:
    """The field for one article, which says in what it is counted."""
    words = _("In %(unit)s.") % {"unit": article.get_unit_display()}
    return AmountField(article.unit, label=label, help_text=words, **options)
