"""Texts that a city writes in several languages: one field for each."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy

from casework.partners.words import language_name
from ostoja.ui.forms import LongText
from tenants.translated import TranslatedText

LANGUAGES = ("pl", "en", "de", "uk")
"""The city's own language first."""

_language_name = lazy(language_name, str)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in all languages; only the city's own language may be required."""

    label: Any
    max_length: int
    hint: Any = ""
    is_long: bool = False
    is_required: bool = False

    def fields(self, name: str) -> dict[str, forms.CharField]:
        """The fields ``name_pl``, ``name_en`` and so on."""
        return {f"{name}_{code}": self._field(code) for code in LANGUAGES}

    def _field(self, code: str) -> forms.CharField:
        is_first = code == LANGUAGES[0]
        field = (LongText if self.is_long else forms.CharField)(
            label=self.label if is_first else self._label_in(code),
            help_text=self.hint if is_first else "",
            max_length=self.max_length,
            required=self.is_required and is_first,
        )
        field.widget.attrs |= {"lang": code, **({"rows": 3} if self.is_long else {})}
        return field

    def _label_in(self, code: str) -> Any:
        return format_lazy("{} – {}", self.label, _language_name(code))


def text_of(given: dict[str, str], name: str) -> TranslatedText:
    """The text that was written into the fields of this name; empty languages are left out."""
    written = {code: given.get(f"{name}_{code}", "") for code in LANGUAGES}
    return TranslatedText({code: text for code, text in written.items() if text})


def values_of(text: TranslatedText, name: str) -> dict[str, str]:
    """The text as the first values of its fields."""
    return {f"{name}_{code}": text.get(code, "") for code in LANGUAGES}
