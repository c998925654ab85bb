"""Retention classes: each kind of data that is deleted after a while. Rooms register theirs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from tenants.fence import Power

if TYPE_CHECKING:
    from ostoja.accounts.models import User

Rows = models.QuerySet[Any]
Label = str | Promise


def _key(row: models.Model) -> str:
    return str(row.pk)


def _none(_user: "User") -> Iterable[UUID]:
    return ()


@dataclass(frozen=True)
class Share:
    """Some of a kind of data that a preview shows for itself, also where it does not go by itself.

    ``since`` is empty for rows that stay. ``follows`` names the class whose period counts, where
    it is another one: conversations of a case go with the case. ``what`` says it in words.
    """

    label: Label
    what: Label
    rows: Callable[[], Rows]
    since: str = ""
    follows: str = ""


@dataclass(frozen=True)
class RetentionClass:
    """One kind of data and its period in days; ``since`` is the field the days are counted from.

    ``rows`` gives those that may be deleted at all (closed cases, say, and never open ones).
    ``why`` names the reason or the rule that the period rests on; ``counted_from`` says in words
    what ``since`` is. ``days`` holds until the city sets its own, within ``shortest`` and
    ``longest``. ``identify`` gives what the log of deletions may say of a row.
    ``find`` gives the key of the row that somebody means, so that it can be kept from deletion;
    ``kept_from`` gives rows that for somebody are not there, as a query.
    Those ``about_clients`` are announced on the first page before they go. ``takes`` says in words
    what goes along with each, where that is more than the row's name tells.
    """

    key: str
    label: Label
    why: Label
    counted_from: Label
    rows: Callable[[], Rows]
    since: str
    days: int
    shortest: int = 1
    longest: int = 365 * 50
    identify: Callable[[Any], str] = _key
    power: Power = Power.RUNTIME
    find: Callable[[str], set[str]] | None = None
    name: Callable[[set[str]], dict[str, str]] | None = None
    kept_from: "Callable[[User], Iterable[UUID]]" = _none
    about_clients: bool = False
    shares: Sequence[Share] = ()
    takes: Label = ""
    before: list[Callable[[Sequence[Any]], None]] = field(default_factory=list)

    def due(self, cutoff: datetime) -> Rows:
        """The rows whose period had passed at ``cutoff``, the oldest first."""
        found = self.rows().filter(**{f"{self.since}__lt": cutoff})
        return found.order_by(self.since, "pk")

    def delete(self, rows: Sequence[Any]) -> None:
        """Delete these rows with everything that belongs to them, not one by one."""
        for clear in self.before:
            clear(rows)
        keys = [row.pk for row in rows]
        self.rows().model._default_manager.filter(pk__in=keys).delete()


_classes: dict[str, RetentionClass] = {}


def register(kind: RetentionClass) -> None:
    """Called by a room when the app starts."""
    _classes[kind.key] = kind


def register_before(key: str, clear: Callable[[Sequence[Any]], None]) -> None:
    """What a room above deletes first, when rows of the class ``key`` are deleted."""
    _classes[key].before.append(clear)


def every_class() -> list[RetentionClass]:
    """All of them, those about clients (which are kept longest) first."""
    return sorted(_classes.values(), key=lambda kind: (-kind.days, kind.key))


def class_named(key: str) -> RetentionClass | None:
    """The class with this key."""
    return _classes.get(key)
