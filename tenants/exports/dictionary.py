"""The data dictionary: what each table and column means, drawn from the models themselves."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from ostoja.tables.writing import as_csv
from tenants.exports.content import Column, LeftOut, Table
from tenants.exports.values import type_of

LANGUAGES = ("pl", "en")
OURS = ("ostoja.", "tenants.", "casework.", "accessibility.", "api.")
CLASSES: Mapping[FieldClass, str | Promise] = {
    FieldClass.TECHNICAL: _("technical: keys, states, versions, times"),
    FieldClass.ORGANISATIONAL: _("about organisations"),
    FieldClass.STAFF: _("about people who work here"),
    FieldClass.CLIENT_DATA: _("about a client, without saying who it is"),
    FieldClass.CLIENT_IDENTIFYING: _("says who a client is"),
    FieldClass.CLIENT_NARRATIVE: _("what was told by or about a client"),
}
# What libraries' tables are for.
LIBRARIES: Mapping[str, str | Promise] = {
    "contenttypes.ContentType": _("Names of the kinds of rows"),
    "auth.Permission": _("Names of the rights that can be granted"),
    "auth.Group": _("Groups: one for each organisation, by its key"),
    "account.EmailAddress": _("Addresses of staff that sign-in knows"),
    "guardian.UserObjectPermission": _("Rights of single people on single rows; stays empty"),
    "guardian.GroupObjectPermission": _("Rights of groups on single rows; stays empty"),
}
HEADINGS = (
    "table",
    "column",
    "type",
    "may_be_empty",
    "meaning_pl",
    "meaning_en",
    "holds_pl",
    "holds_en",
    "refers_to",
    "choices_pl",
    "choices_en",
)


@dataclass(frozen=True, slots=True)
class Described:
    """One column in one language."""

    name: str
    type: str
    may_be_empty: bool
    meaning: str
    holds: str
    refers_to: str
    choices: str


def described(column: Column, language: str) -> Described:
    """The column in the words of its model."""
    field = column.field
    with translation.override(language):
        is_text = isinstance(field, EncryptedTextField)
        return Described(
            name=column.name,
            type=type_of(field.get_internal_type(), is_text=is_text),
            may_be_empty=field.null,
            meaning=_meaning(field),
            holds=str(CLASSES[column.field_class]),
            refers_to=_target(field),
            choices="; ".join(f"{value} = {label}" for value, label in field.flatchoices),
        )


def _meaning(field: "models.Field[object, object]") -> str:
    words = [str(field.verbose_name), str(field.help_text)]
    return ". ".join(word.rstrip(".") for word in words if word)


def _target(field: "models.Field[object, object]") -> str:
    if not isinstance(field, models.ForeignKey):
        return ""
    return f"{field.related_model._meta.db_table}.{field.target_field.column}"


def meaning_of(model: type[models.Model]) -> str:
    """The first words of the model's own description; the house writes them in English."""
    if model.__module__.startswith(OURS) and model.__doc__ and not model._meta.auto_created:
        return " ".join(inspect.cleandoc(model.__doc__).partition("\n\n")[0].split())
    return str(LIBRARIES.get(model._meta.label, _("Which rows of two tables belong together")))


def as_table(tables: list[Table]) -> bytes:
    """The whole dictionary as CSV, in both languages."""
    return as_csv([HEADINGS, *_rows(tables)])


def _rows(tables: list[Table]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for column in table.columns:
            pl, en = (described(column, language) for language in LANGUAGES)
            yield (
                table.name,
                pl.name,
                pl.type,
                "true" if pl.may_be_empty else "false",
                *(pl.meaning, en.meaning, pl.holds, en.holds),
                *(pl.refers_to, pl.choices, en.choices),
            )


def as_page(tables: list[Table], left_out: list[LeftOut], city: str, language: str) -> bytes:
    """The dictionary to be read in a browser, with what is left out and why."""
    with translation.override(language):
        sections = [
            {
                "name": table.name,
                "meaning": meaning_of(table.model),
                "columns": [described(column, language) for column in table.columns],
            }
            for table in tables
        ]
        context = {"city": city, "sections": sections, "left_out": left_out, "language": language}
        return render_to_string("safekeeping/dictionary.html", context).encode()
