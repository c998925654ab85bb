"""Rows of every model, Django's and the libraries' own too, know their city and keep to it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet

from tenants.fence.place import WrongCity, current_place, current_schema


def stamp_of(row: Model) -> str | None:
    """The schema a row was read from or saved in; None for one not saved yet."""
    return getattr(row._state, "city", None)


def present_schema() -> str | None:
    """The schema that was entered, or None."""
    place = current_place()
    return place.schema if place else None


def refuse_unless_here(stamp: str | None, what: str) -> None:
    """Raise ``WrongCity`` for what was stamped in another place than the present one."""
    if stamp is not None and stamp != current_schema():
        raise WrongCity(f"{what} belongs to {stamp} and was used in {current_schema()}.")


def refuse_foreign_row(row: Model) -> None:
    """Raise ``WrongCity`` for a row of another city, and for one that points to such a row."""
    for each in (row, *row._state.fields_cache.values()):
        if isinstance(each, Model):
            refuse_unless_here(stamp_of(each), f"This {type(each).__name__}")


def refuse_foreign_relation(one: Model, other: Model) -> None:
    """Raise ``WrongCity`` when rows of two places are tied together (asked by the router)."""
    stamps = {stamp_of(one), stamp_of(other), present_schema()} - {None}
    if len(stamps) > 1:
        names = f"{type(one).__name__} and {type(other).__name__}"
        raise WrongCity(f"{names} belong to {' and '.join(sorted(map(str, stamps)))}.")


def keep_rows_at_home() -> None:
    """Stamp each row that is read or saved; refuse it in another city.

    On Django's own class, since a group, a session or a second factor of one city does as
    much harm in another as a case.
    """
    if not hasattr(Model.save_base, "__wrapped__"):
        Model.from_db = classmethod(_stamped(Model.from_db.__func__))  # type: ignore[attr-defined,assignment]
        Model.save_base = _at_home(_stamping(Model.save_base))  # type: ignore[method-assign]
        Model.delete = _at_home(Model.delete)  # type: ignore[method-assign]
        Model.refresh_from_db = _at_home(Model.refresh_from_db)  # type: ignore[method-assign]
        QuerySet.bulk_create = _all_stamping(QuerySet.bulk_create)  # type: ignore[method-assign]
        QuerySet.bulk_update = _all_at_home(QuerySet.bulk_update)  # type: ignore[method-assign]


Method = Callable[..., Any]


def _stamped(read: Method) -> Method:
    @wraps(read)
    def from_db(model: type[Model], *args: Any, **options: Any) -> Model:
        row: Model = read(model, *args, **options)
        row._state.city = present_schema()  # type: ignore[attr-defined]
        return row

    return from_db


def _stamping(save: Method) -> Method:
    @wraps(save)
    def save_base(row: Model, *args: Any, **options: Any) -> None:
        save(row, *args, **options)
        row._state.city = current_schema()  # type: ignore[attr-defined]

    return save_base


def _all_at_home(method: Method) -> Method:
    @wraps(method)
    def at_home(rows_of: Any, objs: Iterable[Model], *args: Any, **options: Any) -> Any:
        rows = list(objs)
        for row in rows:
            refuse_foreign_row(row)
        return method(rows_of, rows, *args, **options)

    return at_home


def _all_stamping(create: Method) -> Method:
    """Making many at once passes neither ``save_base`` nor ``from_db``."""

    @wraps(create)
    def bulk_create(rows_of: Any, objs: Iterable[Model], *args: Any, **options: Any) -> list[Model]:
        rows: list[Model] = _all_at_home(create)(rows_of, objs, *args, **options)
        for row in rows:
            row._state.city = current_schema()  # type: ignore[attr-defined]
        return rows

    return bulk_create


def _at_home(method: Method) -> Method:
    @wraps(method)
    def at_home(row: Model, *args: Any, **options: Any) -> Any:
        refuse_foreign_row(row)
        return method(row, *args, **options)

    return at_home
