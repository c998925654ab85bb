"""What is read of notifications: a person's list, what is unread, how they want to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import Http404

from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, Label, keys_in, kind_named, kinds_for, names_behind
from ostoja.notifications.models import Choices, Notification, PhoneCode
from ostoja.ui.city import CityFacts

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Channels:
    """How a person is told of one kind."""

    in_app: bool
    mail: Mail
    text: bool = False

    def as_kept(self) -> dict[str, Any]:
        """As ``Choices`` keeps it."""
        return {"in_app": self.in_app, "mail": self.mail.value, "text": self.text}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One row of the choices."""

    kind: Kind
    channels: Channels

    @property
    def can_choose(self) -> bool:
        """Whether it can be switched off or put off."""
        return not self.kind.always


@dataclass(frozen=True, slots=True)
class Line:
    """One notification as its person reads it now.

    ``name`` is what the thing is called; empty where there is none, or it is closed to the person.
    """

    row: Notification
    title: Label
    name: str
    can_open: bool


def channels(kind: Kind, kept: object) -> Channels:
    """What holds for a kind: what was chosen, where one can choose, else the kind's own.

    ``kept`` is as ``Choices`` keeps it. Another version of Ostoja may have written it, so what
    cannot be read counts as not chosen.
    """
    own = kept.get(kind.key) if isinstance(kept, Mapping) else None
    found = _as_chosen(own) or Channels(kind.in_app, kind.mail)
    # Of what everybody is told one can ask for a text message besides.
    return Channels(kind.in_app, kind.mail, found.text) if kind.always else found


def _as_chosen(own: object) -> Channels | None:
    if not isinstance(own, Mapping):
        return None
    in_app, mail = own.get("in_app"), own.get("mail")
    if not isinstance(in_app, bool) or mail not in Mail.values:
        return None
    return Channels(in_app, Mail(mail), own.get("text") is True)


def choices_of_many(people: Iterable[User]) -> dict[UUID, Choices]:
    """What each of these people chose, in one query; an unsaved row for who never did."""
    keys = [person.pk for person in people]
    found = Choices.objects.filter(person__in=keys) if keys else Choices.objects.none()
    kept = {row.person_id: row for row in found}
    return {key: kept.get(key) or Choices(person_id=key, version=0) for key in keys}


def channels_of(people: Iterable[User], kind: Kind) -> dict[UUID, Channels]:
    """How each of these people wants to be told of a kind, in one query."""
    found = choices_of_many(people)
    return {key: channels(kind, row.channels) for key, row in found.items()}


def choices_of(person: User) -> Choices:
    """What the person chose; an unsaved row of version 0 for who never did."""
    found = Choices.objects.filter(person=person).first()
    return found or Choices(person=person, version=0)


def phone_waiting(person: User) -> str:
    """The number (E.164) to which a code went that was not typed yet; empty without one."""
    row = PhoneCode.objects.filter(person=person, code_hash__isnull=False).first()
    return "" if row is None else row.phone


def chosen(choices: Choices, person: User, city: CityFacts) -> list[Chosen]:
    """Every kind that this person can be told, with how they want to be."""
    return [Chosen(kind, channels(kind, choices.channels)) for kind in kinds_for(person, city)]


def notifications_of(person: User, city: CityFacts) -> QuerySet[Notification]:
    """What the person was told, the newest first; what the city switched off is left out."""
    return Notification.objects.filter(person=person, in_app=True, kind__in=keys_in(city))


def notification_for(person: User, pk: UUID, city: CityFacts) -> Notification:
    """One of the person's own, or ``Http404``. An e-mail may lead to one that the list hides."""
    own = Notification.objects.filter(person=person, kind__in=keys_in(city))
    found = own.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def lines(rows: Iterable[Notification], person: User) -> list[Line]:
    """The rows in words. Each door is asked once, however many rows lie behind it."""
    listed = [(row, kind) for row in rows if (kind := kind_named(row.kind)) is not None]
    doors = names_behind(kind for _row, kind in listed)
    names = {door: door(person, _behind(door, listed)) for door in doors}
    return [_line(row, kind, person, names) for row, kind in listed]


def _behind(door: object, listed: list[tuple[Notification, Kind]]) -> set[UUID]:
    return {row.about for row, kind in listed if kind.names is door and row.about is not None}


def _line(
    row: Notification, kind: Kind, person: User, names: Mapping[Any, Mapping[UUID, str]]
) -> Line:
    if kind.names is None or row.about is None:
        return Line(row, kind.title, "", can_open=kind.is_for(person))
    name = names[kind.names].get(row.about) if kind.is_for(person) else None
    return Line(row, kind.title, name or "", can_open=name is not None)


def unread_kinds() -> ArraySubquery:
    """For a query of people: the kinds of each one's unread notifications, at most 100."""
    unread = Notification.objects.filter(person=OuterRef("pk"), in_app=True, read_at=None)
    return ArraySubquery(unread.order_by().values("kind")[:MOST_COUNTED])


def number_unread(person: User, city: CityFacts) -> int:
    """How many the person has not read; ``MOST_COUNTED`` stands for that and more.

    Whoever was signed in came with the answer (``ostoja.accounts.backend``).
    """
    known: list[str] | None = getattr(person, "unread_kinds", None)
    if known is None:
        unread = Notification.objects.filter(person=person, in_app=True, read_at=None)
        known = list(unread.order_by().values_list("kind", flat=True)[:MOST_COUNTED])
    shown = keys_in(city)
    return sum(kind in shown for kind in known)


def told_before(events: Iterable[UUID]) -> set[UUID]:
    """Those of the events of which somebody was told."""
    found = Notification.objects.filter(event__in=list(events))
    return set(found.order_by().values_list("event", flat=True).distinct())


def waiting_for_digest() -> QuerySet[Notification]:
    """What the daily e-mail has not taken yet."""
    return Notification.objects.filter(mail=Mail.DIGEST, digested_at=None).order_by(
        F("created_at").asc(), "pk"
    )
