"""Text that a city writes in several languages, kept as one JSON value."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

FALLBACK = ("pl", "en")


class TranslatedText(dict[str, str]):
    """Language code to text; as a string it is in the page's language, else in Polish."""

    def __str__(self) -> str:
        return self.in_language(get_language() or "pl")

    def in_language(self, language: str) -> str:
        """The text in this language, or in the nearest one there is."""
        return self.get(self.shown_language(language), "")

    def filled(self) -> dict[str, str]:
        """Only the languages in which something is said."""
        return {code: text for code, text in self.items() if text}

    def shown_language(self, language: str) -> str:
        """This language, or the one whose text is shown in its place."""
        wanted = language[:2]
        return next((code for code in (wanted, *FALLBACK, *self) if self.get(code)), wanted)


class TranslatedTextField(models.JSONField):
    """A JSON field that gives a ``TranslatedText``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": TranslatedText, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return TranslatedText(loaded) if isinstance(loaded, Mapping) else loaded

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return TranslatedText(value)
        return super().to_python(value)
