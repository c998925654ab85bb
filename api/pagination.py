"""Pages by cursor: they stay put while rows arrive, and nobody counts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from api.problems import Invalid
from tenants.fence.signing import signer

DEFAULT = 50
MOST = 100
BAD_CURSOR = _("This is no cursor of this list. Take “next” as it was given, or begin anew.")
BAD_LIMIT = _("A number from 1 to 100.")
PURPOSE = "api.cursor"


class Page:
    """Some rows in a fixed order, and the address of those that come after them.

    ``ordering`` names fields that are never null and end with one that is unique, with one
    direction for all: an index has them.
    """

    def __init__(
        self, request: Request, rows: QuerySet[Any], ordering: Sequence[str], name: str
    ) -> None:
        self.request, self.ordering, self.name = request, ordering, name
        limit = _limit(request)
        after = self._after(rows.model)
        listed = self.read(rows.filter(after) if after else rows, limit + 1)
        self.rows = listed[:limit]
        self.next = self._next() if len(listed) > limit else None

    def read(self, rows: QuerySet[Any], most: int) -> list[Any]:
        """The first of these rows."""
        return list(rows.order_by(*self.ordering)[:most])

    def place_of(self, row: Any) -> Sequence[Any]:
        """Where a row stands in the order."""
        return [getattr(row, field.lstrip("-")) for field in self.ordering]

    def envelope(self, results: Any) -> dict[str, Any]:
        """The page as the API gives it."""
        return {"results": results, "next": self.next}

    def _after(self, model: type[Model]) -> Q | None:
        written = self.request.query_params.get("cursor", "")
        if not written:
            return None
        values = place_in(written, self.name)
        try:
            fields = [model._meta.get_field(field.lstrip("-")) for field in self.ordering]
            read = [
                field.to_python(value)  # type: ignore[union-attr]
                for field, value in zip(fields, values, strict=True)
            ]
        except (ValueError, TypeError, ValidationError):
            raise _bad("cursor", BAD_CURSOR) from None
        return self._beyond(read)

    def _beyond(self, values: list[Any]) -> Q:
        """All rows after this place: a later first field, or the same and a later second one."""
        found = Q(pk__in=[])
        same = Q()
        for field, value in zip(self.ordering, values, strict=True):
            way = "lt" if field.startswith("-") else "gt"
            name = field.lstrip("-")
            found |= same & Q(**{f"{name}__{way}": value})
            same &= Q(**{name: value})
        return found

    def _next(self) -> str:
        """Relative, so that it holds under whatever host the program knows us by."""
        values = [_written(value) for value in self.place_of(self.rows[-1])]
        return address_after(self.request, self.name, values)


def names_page(request: Request, names: Sequence[str]) -> tuple[list[str], str | None]:
    """A page of a list that is no query, in falling order of its names, and the next address."""
    limit, written = _limit(request), request.query_params.get("cursor", "")
    listed = sorted(names, reverse=True)
    if written:
        [last] = place_in(written, request.path) or [""]
        listed = [name for name in listed if name < str(last)]
    shown = listed[:limit]
    more = len(listed) > limit
    return shown, address_after(request, request.path, shown[-1:]) if more else None


def place_in(written: str, name: str) -> list[Any]:
    """Where in the list of this name the cursor stands; 400 for one of another list."""
    try:
        read: list[Any] = signer(PURPOSE).unsign_object(written)
        known, *values = read
    except (BadSignature, ValueError, TypeError, UnicodeError):
        raise _bad("cursor", BAD_CURSOR) from None
    if known != name:
        raise _bad("cursor", BAD_CURSOR)
    return list(values)


def address_after(request: Request, name: str, values: Sequence[Any]) -> str:
    """The address of what comes after this place, with the same filters."""
    cursor = signer(PURPOSE).sign_object([name, *values])
    kept = [pair for pair in request.query_params.lists() if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", [cursor])], doseq=True, safe=":")
    return f"{request.path}?{query}"


def _written(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | str) else str(value)


def _limit(request: Request) -> int:
    written = request.query_params.get("limit", "")
    if not written:
        return DEFAULT
    if not (written.isascii() and written.isdigit() and len(written) <= 3):
        raise _bad("limit", BAD_LIMIT)
    if not 1 <= int(written) <= MOST:
        raise _bad("limit", BAD_LIMIT)
    return int(written)


def _bad(name: str, why: Any) -> Invalid:
    return Invalid([{"parameter": name, "detail": str(why)}], 400)
