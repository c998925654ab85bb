"""The base of every model of ours: UUID keys, and rows that know which city they are of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID, uuid4

from django.db import models

from tenants.fence.place import WrongCity, current_place, current_schema

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


def new_id() -> UUID:
    """The key of a new row."""
    return uuid4()


def _present_schema() -> str | None:
    place = current_place()
    return place.schema if place else None


def _refuse_unless_here(stamp: str | None, what: str) -> None:
    if stamp is not None and stamp != current_schema():
        raise WrongCity(f"{what} belongs to {stamp} and was used in {current_schema()}.")


class CityQuerySet(models.QuerySet[Row_co]):
    """A lazy query that remembers the city it was written in and runs in no other.

    One that was written outside every city (a form's field, say) takes on the first city
    it is cloned or run in.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city_stamp = _present_schema()
        origin = self._hints.get("instance")  # type: ignore[attr-defined]
        if origin is not None and self.city_stamp is not None:
            _refuse_unless_here(stamp_of(origin), f"{origin.__class__.__name__}'s relation")

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.city_stamp = self.city_stamp or _present_schema()
        return clone

    def _check(self) -> None:
        _refuse_unless_here(self.city_stamp, f"A query of {self.model.__name__}")

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row_co]:
        self._check()
        for row in super().iterator(chunk_size):
            self._check()  # whoever consumes it may have moved on
            yield row

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> list[Row_co]:
        rows = self._of_here(objs)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> int:
        rows = self._of_here(objs)
        return super().bulk_update(rows, *args, **kwargs)

    def _of_here(self, objs: Iterable[Any]) -> list[Any]:
        self._check()
        rows = list(objs)
        for row in rows:
            _refuse_unless_here(stamp_of(row), f"This {type(row).__name__}")
        return rows

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    update.alters_data = True  # type: ignore[attr-defined]


CityManager = models.Manager.from_queryset(CityQuerySet)


def stamp_of(instance: models.Model) -> str | None:
    """The schema a row was read from or saved in; None for one not saved yet."""
    return getattr(instance._state, "city", None)


class FencedModel(models.Model):
    """A model whose rows refuse to be saved, deleted or followed from another city."""

    privacy: ClassVar[Mapping[str, str]] = {}
    """Field name to ``ostoja.privacy.classification.FieldClass``, for every field."""

    objects = CityManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        instance = super().from_db(db, field_names, values, **options)
        instance._state.city = current_schema()  # type: ignore[attr-defined]
        return instance

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unless_here(stamp_of(self), f"This {self.__class__.__name__}")
        super().save_base(*args, **kwargs)
        self._state.city = current_schema()  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_unless_here(stamp_of(self), f"This {self.__class__.__name__}")
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unless_here(stamp_of(self), f"This {self.__class__.__name__}")
        super().refresh_from_db(*args, **kwargs)


class CityModel(FencedModel):
    """A fenced model with a UUID key, so that rows can move between databases unchanged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta(FencedModel.Meta):
        abstract = True
