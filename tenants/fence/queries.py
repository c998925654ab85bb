"""Query sets that remember the city they were written in, and run in no other."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Self, TypeVar, overload

from django.db import models
from django.db.models import sql
from django.db.models.query import RawQuerySet

from tenants.fence.rows import (
    present_schema,
    refuse_foreign_row,
    refuse_unless_here,
    stamp_of,
)

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class CityQuery(sql.Query):
    """A query with its city; the backend's compilers read it wherever the query ends up.

    One that was written outside every city (a form's field, say) takes on the first city it
    is cloned or run in.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = present_schema()

    def chain(self, klass: Any = None) -> Any:
        """A copy for the next step."""
        chained: Any = super().chain(klass)
        chained.city = self.city or present_schema()
        return chained

    def check_query_object_type(self, value: Any, *args: Any) -> None:
        """Django's look at each row that is asked for; one of another city is refused."""
        super().check_query_object_type(value, *args)
        if isinstance(value, models.Model):
            refuse_unless_here(stamp_of(value), f"This {type(value).__name__}")


class CityQuerySet(models.QuerySet[Row_co]):
    """Refuses to run, and to show what it read, in another city."""

    def __init__(
        self, model: Any = None, query: Any = None, using: str | None = None, hints: Any = None
    ) -> None:
        super().__init__(model, query or CityQuery(model), using, hints)
        self._refuse_hints(hints or {})

    @property
    def city_stamp(self) -> str | None:
        """The schema this query belongs to; None as long as it belongs to none."""
        return getattr(self._query, "city", None)  # type: ignore[attr-defined]

    def _add_hints(self, **hints: Any) -> None:
        self._refuse_hints(hints)
        super()._add_hints(**hints)  # type: ignore[misc]

    def _refuse_hints(self, hints: Mapping[str, Any]) -> None:
        origin = hints.get("instance")
        if isinstance(origin, models.Model) and present_schema() is not None:
            refuse_unless_here(stamp_of(origin), f"{type(origin).__name__}'s relation")

    def _check(self) -> None:
        refuse_unless_here(self.city_stamp, f"A query of {self.model.__name__}")

    def _merge_sanity_check(self, other: Any) -> None:
        refuse_unless_here(other.city_stamp, "The other query")
        self._check()
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def _fetch_all(self) -> None:
        self._check()
        self._query.city = self.city_stamp or present_schema()  # type: ignore[attr-defined]
        super()._fetch_all()

    @overload
    def __getitem__(self, key: int) -> Row_co: ...

    @overload
    def __getitem__(self, key: slice) -> Self: ...

    def __getitem__(self, key: int | slice) -> Row_co | Self:
        self._check()
        return super().__getitem__(key)

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row_co]:
        """Row after row; whoever consumes it may have moved on to another city."""
        self._check()
        for row in super().iterator(chunk_size):
            self._check()
            yield row

    async def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Row_co]:
        """Row after row, without blocking."""
        self._check()
        async for row in super().aiterator(chunk_size):
            self._check()
            yield row

    def raw(self, raw_query: Any, *args: Any, **kwargs: Any) -> "CityRawQuerySet":
        """Rows of a query in SQL, kept to this city as well."""
        self._check()
        found = super().raw(raw_query, *args, **kwargs)
        return CityRawQuerySet.of_here(found)

    def create(self, **kwargs: Any) -> Row_co:
        """One new row."""
        self._check()
        return super().create(**kwargs)

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> list[Row_co]:
        """Many new rows in one statement."""
        self._check()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Row_co], *args: Any, **kwargs: Any) -> int:
        """Many changed rows in one statement."""
        self._check()
        return super().bulk_update(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """One change of all rows."""
        for value in kwargs.values():
            if isinstance(value, models.Model):
                refuse_foreign_row(value)
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    # What these read already is answered without a statement.

    def count(self) -> int:
        """How many rows."""
        self._check()
        return super().count()

    def exists(self) -> bool:
        """Whether there is a row."""
        self._check()
        return super().exists()

    def contains(self, obj: Any) -> bool:
        """Whether this row is among them."""
        self._check()
        refuse_foreign_row(obj)
        return super().contains(obj)


class CityRawQuerySet(RawQuerySet):  # type: ignore[type-arg] # generic for the types only
    """Rows of a query in SQL; refuses to run, and to show what it read, in another city."""

    city: str | None

    @classmethod
    def of_here(cls, rows: Any) -> Self:
        """Django's raw query set as one of the present city."""
        rows.__class__, rows.city = cls, present_schema()
        fenced: Self = rows
        return fenced

    def _check(self) -> None:
        refuse_unless_here(self.city, "A query in SQL")

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.city = self.city
        return clone

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self) -> Iterator[Any]:
        """Row after row."""
        for row in super().iterator():
            self._check()
            yield row

    @property
    def columns(self) -> list[str]:
        """The names of the columns, for which the query is run."""
        self._check()
        found: list[str] = super().columns
        return found


CityManager = models.Manager.from_queryset(CityQuerySet)
