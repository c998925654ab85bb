"""Forms for what a city writes in several languages: one field for each language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ostoja.ui.forms import LongText, LongTextarea, VersionedForm
from tenants.translated import TranslatedText

LANGUAGES = ("pl", "en", "de", "uk")
"""The city's own language first."""


def _name_of(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


language_name = lazy(_name_of, str)
"""What a language is called in the language of the page."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in all languages; ``is_required`` holds for the city's own language only.

    ``measured``: residents read it, so its writer sees how it reads, by these limits
    (``plain`` or ``easy``, `ostoja.ui.plain.limits`).
    """

    label: Any
    max_length: int
    hint: Any = ""
    rows: int = 0
    is_required: bool = False
    measured: str = ""

    def fields(self, name: str) -> dict[str, forms.CharField]:
        """The fields ``name_pl``, ``name_en`` and so on."""
        return {f"{name}_{code}": self._field(code) for code in LANGUAGES}

    def _field(self, code: str) -> forms.CharField:
        is_first = code == LANGUAGES[0]
        facts = {
            "label": self.label if is_first else self._label_in(code),
            "help_text": self.hint if is_first else "",
            "max_length": self.max_length,
            "required": self.is_required and is_first,
        }
        attrs = {"lang": code} | ({"data-plain": self.measured} if self.measured else {})
        if not self.rows:
            return forms.CharField(widget=forms.TextInput(attrs), **facts)
        return LongText(widget=LongTextarea({**attrs, "rows": self.rows}), **facts)

    def _label_in(self, code: str) -> Any:
        return format_lazy("{} – {}", self.label, language_name(code))


@dataclass(frozen=True, slots=True)
class Now:
    """One answer as it stands in the database, where it differs from what was typed."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """A field, and the same in other languages, folded while there is nothing to do in them."""

    field: BoundField
    others: list[BoundField]

    @property
    def is_open(self) -> bool:
        """Whether a language has an error, or lacks what the first one has."""
        is_written = bool(self.field.value())
        return any(other.errors or (is_written and not other.value()) for other in self.others)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    heading: str | Promise
    items: list[Item]


class TranslatedForm(VersionedForm):
    """A form of one versioned row with texts in several languages.

    ``layout`` names the fields under their headings, ``texts`` those that exist in each
    language, ``plain`` those that the row has under the same name.
    """

    layout: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    texts: ClassVar[Mapping[str, Text]] = {}
    plain: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, row: models.Model, **kwargs: Any) -> None:
        self.row = row
        kwargs.setdefault("initial", self.values_of(row))
        super().__init__(*args, **kwargs)
        for name, text in self.texts.items():
            self.fields.update(text.fields(name))
        named = [name for _heading, names in self.layout for name in names]
        self.order_fields([field for name in named for field in self._fields_of(name)])

    @property
    def sections(self) -> list[Section]:
        """The form as the page shows it."""
        return [Section(heading, list(self._items(names))) for heading, names in self.layout]

    @classmethod
    def values_of(cls, row: models.Model) -> dict[str, Any]:
        """The row as it is now, as the form's first values."""
        values = {name: getattr(row, name) for name in ("version", *cls.plain)}
        for name in cls.texts:
            text = getattr(row, name)
            values |= {f"{name}_{code}": text.get(code, "") for code in LANGUAGES}
        return values

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        facts = {name: given[name] for name in self.plain if name in given}
        return facts | {name: self._text(name) for name in self.texts}

    def differences(self, current: models.Model) -> list[Now]:
        """What the row says otherwise than the form; empty when the same form came twice."""
        return list(self._differences(self.values_of(current)))

    def _text(self, name: str) -> TranslatedText:
        """Empty languages are left out; those that the form does not offer stay."""
        written = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES}
        kept = {**getattr(self.row, name), **written}
        return TranslatedText({code: text for code, text in kept.items() if text})

    def _items(self, names: tuple[str, ...]) -> Iterator[Item]:
        for name in names:
            first, *others = self._fields_of(name)
            if first in self.fields:
                yield Item(self[first], [self[other] for other in others])

    def _fields_of(self, name: str) -> list[str]:
        return [f"{name}_{code}" for code in LANGUAGES] if name in self.texts else [name]

    def _differences(self, current: Mapping[str, Any]) -> Iterator[Now]:
        for bound in self.visible_fields():
            value = current.get(bound.name)
            if bound.name in current and bound.field.has_changed(value, bound.data):
                yield Now(str(bound.label), _words_for(bound.field, value))


def _words_for(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return "–"
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return labels.get(str(value), str(value))
