"""What all forms of facts about a body share: sections, origin, version, sent twice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.forms.texts import LANGUAGES, Text, text_of, values_of
from casework.partners.models import Organisation
from casework.partners.models.organisation import SourcedModel
from ostoja.ui.forms import SubmissionField, VersionedForm

_DATE_OF_SOURCE = re.compile(r"undated|(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ORIGIN = ("source", "source_date", "is_sample")


@dataclass(frozen=True, slots=True)
class Now:
    """One answer as it stands in the database, where it differs from what was typed."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """A field, and the same in other languages, which stay folded until one has an error."""

    field: BoundField
    others: list[BoundField]

    @property
    def is_open(self) -> bool:
        """Whether the other languages must be seen."""
        return any(other.errors for other in self.others)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    heading: str | Promise
    items: list[Item]
    has_hours: bool = False


class FactForm(VersionedForm):
    """A form of one row about a body.

    ``layout`` names the fields under their headings, ``texts`` those that exist in each
    language, ``plain`` those that the row has under the same name, ``worked_out`` those of which
    what is kept follows from several answers. ``now`` holds what somebody else saved meanwhile,
    once that is known.
    """

    layout: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    texts: ClassVar[Mapping[str, Text]] = {}
    plain: ClassVar[tuple[str, ...]] = ()
    worked_out: ClassVar[tuple[str, ...]] = ()

    submission = SubmissionField()
    source = forms.CharField(
        label=gettext_lazy("Where is this known from?"),
        help_text=gettext_lazy("For example: a call to the organisation, its website."),
        max_length=200,
        required=False,
    )
    source_date = forms.CharField(
        label=gettext_lazy("Date of the source"),
        help_text=gettext_lazy("For example 2026-11-22, 2026-11 or 2026."),
        required=False,
    )
    is_sample = forms.BooleanField(
        label=gettext_lazy("Sample data, made up for the demonstration"),
        help_text=gettext_lazy("Untick it once what stands here is true."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        fact: SourcedModel | None = None,
        organisation: Organisation | None = None,
        **kwargs: Any,
    ) -> None:
        self.now: list[Now] = []
        self.fact, self.organisation = fact, organisation
        if fact is not None:
            kwargs.setdefault("initial", self.values_of(fact))
        super().__init__(*args, **kwargs)
        for name, text in self.texts.items():
            self.fields.update(text.fields(name))
        if fact is None or not fact.is_sample:
            del self.fields["is_sample"]
        named = [name for _heading, names in self.layout for name in names]
        shown = [field for name in named for field in self._fields_of(name)]
        self.order_fields(["submission", *shown])

    @property
    def sections(self) -> list[Section]:
        """The form as the page shows it."""
        layout = [*self.layout, (gettext_lazy("Source"), ORIGIN)]
        return [
            Section(heading, list(self._items(names)), has_hours="always_open" in names)
            for heading, names in layout
        ]

    def _items(self, names: tuple[str, ...]) -> Iterator[Item]:
        for name in names:
            first, *others = self._fields_of(name)
            if first in self.fields:
                yield Item(self[first], [self[other] for other in others])

    def _fields_of(self, name: str) -> list[str]:
        return [f"{name}_{code}" for code in LANGUAGES] if name in self.texts else [name]

    @classmethod
    def values_of(cls, fact: SourcedModel) -> dict[str, Any]:
        """The row as it is now, as the form's first values."""
        values = {name: getattr(fact, name) for name in ("version", *ORIGIN, *cls.plain)}
        for name in cls.texts:
            values |= values_of(getattr(fact, name), name)
        return values

    def clean_source_date(self) -> str:
        """A day, a month, a year, or "undated" as the first data say."""
        written: str = self.cleaned_data["source_date"]
        if written and not _DATE_OF_SOURCE.fullmatch(written):
            raise ValidationError(_("Write the date as 2026-11-22, 2026-11 or 2026."))
        return written

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        facts = {name: given[name] for name in (*ORIGIN, *self.plain) if name in given}
        return facts | {name: text_of(given, name) for name in self.texts}

    def differences(self, current: SourcedModel) -> list[Now]:
        """What the row says otherwise than the form; empty when the same form came twice."""
        return list(self._differences(self.values_of(current)))

    def _differences(self, current: Mapping[str, Any]) -> Iterator[Now]:
        for bound in self.visible_fields():
            if bound.name in self.worked_out:
                continue
            value = current.get(bound.name)
            if bound.name in current and bound.field.has_changed(value, bound.data):
                yield Now(str(bound.label), _words_for(bound.field, value))


def _words_for(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return "–"
    values = value if isinstance(value, list | tuple | QuerySet) else [value]
    choices = getattr(field, "choices", ())
    labels = {str(getattr(code, "value", code)): str(label) for code, label in choices}
    return ", ".join(labels.get(str(getattr(one, "pk", one)), str(one)) for one in values)
