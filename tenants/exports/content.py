"""What of a city is given out: its tables and columns, and what is left out and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, router
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.classification import THIRD_PARTY, FieldClass

SECRET = _("a secret or a keyed hash: worthless elsewhere, and dangerous in other hands")
TERMS = _("cut keyed hashes for searching; they are made anew from the texts")
# Tables that hold nothing of a city's work; the migrations' own is no model.
LEFT_OUT_TABLES: Mapping[str, str | Promise] = {
    "django_session": _("who is signed in at the moment"),
    "usersessions_usersession": _("who is signed in at the moment, and from where"),
    "mfa_authenticator": _("secrets of second factors, which are set up anew elsewhere"),
    "account_emailconfirmation": _("keys of letters that were never sent"),
    "django_migrations": _("how the tables came into being"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is given out."""

    field: "models.Field[Any, Any]"
    field_class: FieldClass

    @property
    def name(self) -> str:
        """As in the database and in the files."""
        return str(self.field.column)


@dataclass(frozen=True, slots=True)
class Table:
    """One table that is given out, in the order of its key."""

    model: type[models.Model]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """As in the database and in the files."""
        return self.model._meta.db_table


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A table, or one column of it, that is not given out."""

    table: str
    column: str
    reason: str | Promise


def tables_of_here() -> list[Table]:
    """The tables of the entered city that are given out."""
    found = [Table(model, tuple(_columns(model))) for model in _models_of_here()]
    return [table for table in found if table.name not in LEFT_OUT_TABLES and not _is_index(table)]


def left_out_here() -> list[LeftOut]:
    """What is not, to the last table and column of the entered city."""
    given, found = {table.name for table in tables_of_here()}, []
    for model in _models_of_here():
        table = model._meta.db_table
        if table in given:
            found += [LeftOut(table, column, reason) for column, reason in _hidden(model)]
        else:
            found.append(LeftOut(table, "", LEFT_OUT_TABLES.get(table, TERMS)))
    found.append(LeftOut("django_migrations", "", LEFT_OUT_TABLES["django_migrations"]))
    return sorted(found, key=lambda one: (one.table, one.column))


def _models_of_here() -> list[type[models.Model]]:
    here = [
        model
        for model in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model(connection.alias, model)
    ]
    return sorted(here, key=lambda model: model._meta.db_table)


def _columns(model: type[models.Model]) -> Iterator[Column]:
    hidden = {column for column, _reason in _hidden(model)}
    for field in model._meta.concrete_fields:
        if field.column not in hidden:
            yield Column(field, classes_of(model).get(field.name, FieldClass.TECHNICAL))


def _hidden(model: type[models.Model]) -> Iterator[tuple[str, str | Promise]]:
    reasons = {FieldClass.SECRET: SECRET, FieldClass.CLIENT_TERMS: TERMS}
    for field in model._meta.concrete_fields:
        reason = reasons.get(classes_of(model).get(field.name, FieldClass.TECHNICAL))
        if reason:
            yield str(field.column), reason


def _is_index(table: Table) -> bool:
    """Whether nothing is left of it once the hashes for searching are gone."""
    held = classes_of(table.model).values()
    return FieldClass.CLIENT_TERMS in held and set(held) <= {
        FieldClass.CLIENT_TERMS,
        FieldClass.TECHNICAL,
    }


def classes_of(model: type[models.Model]) -> Mapping[str, FieldClass]:
    """What each field of the model holds; tables between two models hold their keys only."""
    own: Mapping[str, FieldClass] | None = getattr(model, "privacy", None)
    return own or THIRD_PARTY.get(model._meta.label, {})
